//! The private server: shared by its users, and stopped without them, whichever process dies.

use std::process::Child;

use testkit::eventually;

use crate::support::{User, first_line, kill, signal};

/// Starts `lector broker`, and says where its server is.
async fn broker(user: &User) -> (Child, String) {
    let mut child = user.lector(&["broker", "--json"]).spawn().expect("lector runs");
    let line = first_line(&mut child).await;
    let said: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    (child, said["url"].as_str().expect("a URL").to_owned())
}

#[tokio::test]
async fn users_share_one_server_that_ends_with_the_last_of_them() {
    let user = User::new();

    let ((mut one, its_url), (mut other, other_url)) = tokio::join!(broker(&user), broker(&user));

    assert_eq!(its_url, other_url);
    assert_eq!(user.pids("nats-server -c").len(), 1);
    signal(one.id(), "-INT");
    assert_eq!(one.wait().unwrap().code(), Some(130));
    assert_eq!(user.pids("nats-server -c").len(), 1, "somebody still uses it");
    signal(other.id(), "-INT");
    assert_eq!(other.wait().unwrap().code(), Some(130));
    // The keeper itself needs a moment more than its server.
    assert_eq!(user.pids("nats-server -c").len(), 0);
    user.nothing_runs().await;
}

#[tokio::test]
async fn a_killed_user_leaves_nothing_running() {
    let user = User::new();
    let (mut child, _) = broker(&user).await;

    kill(child.id());
    child.wait().unwrap();

    user.nothing_runs().await;
}

#[tokio::test]
async fn a_killed_keeper_takes_its_server_along_and_is_replaced() {
    let user = User::new();
    let (mut child, _) = broker(&user).await;
    let keeper = user.pids("--lector-keeper");

    kill(keeper[0]);

    assert_eq!(child.wait().unwrap().code(), Some(1), "the user is told");
    user.nothing_runs().await;
    let (mut next, _) = broker(&user).await;
    assert_eq!(user.pids("nats-server -c").len(), 1);
    kill(next.id());
    next.wait().unwrap();
}

#[tokio::test]
async fn a_killed_server_ends_its_keeper() {
    let user = User::new();
    let (mut child, _) = broker(&user).await;

    kill(user.pids("nats-server -c")[0]);

    assert_eq!(child.wait().unwrap().code(), Some(1));
    user.nothing_runs().await;
}

#[tokio::test]
async fn ctrl_c_of_the_terminal_does_not_reach_the_keeper() {
    let user = User::new();
    let (mut child, _) = broker(&user).await;
    let group = |id: u32| {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
        stat.rsplit(')').next().unwrap().split_whitespace().nth(2).unwrap().to_owned()
    };

    let keeper = user.pids("--lector-keeper")[0];

    assert_ne!(group(keeper), group(child.id()));
    assert_eq!(group(user.pids("nats-server -c")[0]), group(keeper));
    kill(child.id());
    child.wait().unwrap();
}

#[tokio::test]
async fn the_servers_secrets_are_the_users_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let user = User::new();
    let (mut child, _) = broker(&user).await;
    let mode = |name: &str| {
        let file = user.data().join("broker").join(name);
        std::fs::metadata(file).unwrap().permissions().mode() & 0o777
    };

    assert_eq!(mode("."), 0o700);
    assert_eq!(mode("nats.conf"), 0o600);
    assert_eq!(mode("keeper.json"), 0o600);
    kill(child.id());
    child.wait().unwrap();
    eventually("the address of a dead server is gone", || async {
        (!user.data().join("broker/keeper.json").exists()).then_some(())
    })
    .await;
}
