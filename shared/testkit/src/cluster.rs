//! Three real nats-servers that form a cluster.

use rustix::process::{Pid, Signal, kill_process};

use crate::{Nats, free_port};

/// Three servers with JetStream, each of which can keep a copy of everything.
#[derive(Debug)]
pub struct Cluster {
    /// The servers, `n0` to `n2`.
    pub servers: Vec<Nats>,
}

impl Cluster {
    /// Starts the servers; they choose a leader within seconds.
    pub async fn start() -> Self {
        let ports = [free_port(), free_port(), free_port()];
        let routes: Vec<String> =
            ports.iter().map(|port| format!("nats://127.0.0.1:{port}")).collect();
        let routes = routes.join(", ");
        let mut servers = vec![];
        for (number, port) in ports.iter().enumerate() {
            let listen = format!("listen: \"127.0.0.1:{port}\"");
            let cluster = format!("cluster {{ name: test, {listen}, routes: [{routes}] }}");
            servers.push(Nats::start_named(&format!("n{number}"), &cluster).await);
        }
        Self { servers }
    }

    /// Where clients connect: all servers.
    #[must_use]
    pub fn url(&self) -> String {
        self.servers.iter().map(Nats::url).collect::<Vec<_>>().join(",")
    }

    /// The server called `name`, such as the leader that a stream's information names.
    pub fn server(&mut self, name: &str) -> &mut Nats {
        let number: usize = name.trim_start_matches('n').parse().expect("a server's number");
        &mut self.servers[number]
    }
}

impl Nats {
    /// Stops the server as a debugger does: it keeps its connections, and says nothing.
    pub fn freeze(&self) {
        self.signal(Signal::STOP);
    }

    /// Lets it go on.
    pub fn thaw(&self) {
        self.signal(Signal::CONT);
    }

    fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.pid()).ok().and_then(Pid::from_raw).expect("a process id");
        kill_process(pid, signal).expect("the server can be signalled");
    }
}
