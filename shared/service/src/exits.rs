//! Which exit code an error of the broker or of the store leads to: the same in every binary.

use chassis::{Exit, OrExit as _};

use crate::connections::ConnectError;

/// An error that has an exit code of its own.
pub trait ExitsWith {
    /// The exit code of a process that ends because of this error.
    fn exit(&self) -> Exit;
}

impl ExitsWith for bus::Error {
    fn exit(&self) -> Exit {
        match self {
            Self::Denied { .. } => Exit::NotPermitted,
            Self::Unreachable { .. } | Self::Timeout { .. } => Exit::Unreachable,
            Self::Full { .. } | Self::Broker { .. } => Exit::TryAgain,
            Self::Malformed { .. } => Exit::Io,
        }
    }
}

impl ExitsWith for blobs::Error {
    fn exit(&self) -> Exit {
        match self {
            Self::Url { .. } => Exit::Config,
            Self::NotFound { .. } | Self::TooLarge { .. } => Exit::Input,
            Self::Denied { .. } | Self::NotAllowed { .. } => Exit::NotPermitted,
            Self::Full { .. } | Self::Throttled { .. } | Self::NoBucket { .. } => Exit::TryAgain,
            Self::ClockSkew { .. } => Exit::Config,
            Self::Away { .. } => Exit::Unreachable,
            Self::Damaged { .. } | Self::Store { .. } => Exit::Io,
        }
    }
}

impl ExitsWith for ConnectError {
    fn exit(&self) -> Exit {
        match self {
            Self::Broker(error) => error.exit(),
            Self::Store(error) => error.exit(),
        }
    }
}

/// Marks an error with its own exit code.
pub trait OrItsExit<T> {
    /// Adds the error's own exit code to it, invisible in its message.
    fn or_its_exit(self) -> anyhow::Result<T>;
}

impl<T, E: ExitsWith + Into<anyhow::Error>> OrItsExit<T> for Result<T, E> {
    fn or_its_exit(self) -> anyhow::Result<T> {
        let exit = self.as_ref().err().map_or(Exit::Done, ExitsWith::exit);
        self.or_exit(exit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(error: impl ExitsWith + Into<anyhow::Error>, exit: Exit) {
        let marked = Err::<(), _>(error).or_its_exit().unwrap_err();
        assert_eq!(chassis::exit_of(&marked), exit, "{marked}");
    }

    #[test]
    fn errors_of_the_broker_and_the_store_lead_to_the_exit_codes_of_the_readme() {
        let what = || "x".to_owned();

        check(bus::Error::Denied { what: what() }, Exit::NotPermitted);
        check(bus::Error::Unreachable { url: what(), source: "gone".into() }, Exit::Unreachable);
        check(bus::Error::Timeout { what: what() }, Exit::Unreachable);
        check(bus::Error::Full { what: what() }, Exit::TryAgain);
        check(bus::Error::Broker { what: what(), source: "odd".into() }, Exit::TryAgain);
        check(blobs::Error::Denied { key: what() }, Exit::NotPermitted);
        check(blobs::Error::Full { key: what() }, Exit::TryAgain);
        check(blobs::Error::Throttled { what: "read", key: what() }, Exit::TryAgain);
        check(blobs::Error::ClockSkew { what: "read", key: what() }, Exit::Config);
        check(blobs::Error::NotFound { key: what() }, Exit::Input);
        check(blobs::Error::Url { url: what(), why: what() }, Exit::Config);
        check(blobs::Error::Damaged { key: what(), why: what() }, Exit::Io);
    }
}
