//! The command line of a service.

use std::ffi::OsString;
use std::path::PathBuf;

/// What a service was asked to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Arguments {
    /// Run.
    Run(Settings),
    /// Show the configuration.
    PrintConfig(Settings),
    /// Show the help text.
    Help,
    /// Show the version.
    Version,
}

/// Where settings come from.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) file: Option<PathBuf>,
    pub(crate) flags: Vec<(String, String)>,
}

impl Settings {
    pub(crate) fn flags(&self) -> Vec<(&str, String)> {
        self.flags.iter().map(|(key, value)| (key.as_str(), value.clone())).collect()
    }
}

impl Arguments {
    /// Reads the arguments after the program's name; the error says in one line what is wrong.
    pub(crate) fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, String> {
        let mut arguments = arguments.into_iter();
        let mut settings = Settings::default();
        let mut print = false;
        while let Some(argument) = arguments.next() {
            let text = argument.to_string_lossy().into_owned();
            let (flag, inline) = match text.split_once('=') {
                Some((flag, value)) => (flag.to_owned(), Some(OsString::from(value))),
                None => (text, None),
            };
            let mut value = || {
                inline.clone().or_else(|| arguments.next()).ok_or(format!("{flag} needs a value"))
            };
            match flag.as_str() {
                "--config" => settings.file = Some(value()?.into()),
                "--set" => settings.flags.push(setting(&value()?.to_string_lossy())?),
                "--print-config" => print = true,
                "--help" | "-h" => return Ok(Self::Help),
                "--version" | "-V" => return Ok(Self::Version),
                other => return Err(format!("there is no argument {other}; try --help")),
            }
        }
        Ok(if print { Self::PrintConfig(settings) } else { Self::Run(settings) })
    }
}

fn setting(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("--set needs SECTION.KEY=VALUE".to_owned())?;
    Ok((key.to_owned(), value.to_owned()))
}

/// How to call the service `name`.
pub(crate) fn help(name: &str) -> String {
    format!(
        "Usage: {name} [--config FILE] [--set SECTION.KEY=VALUE]...\n\n\
         \x20 --config FILE            read settings from FILE (else $LECTOR_CONFIG, else ./lector.toml)\n\
         \x20 --set SECTION.KEY=VALUE  change one setting\n\
         \x20 --print-config           show all settings and where they came from, and exit\n\
         \x20 --version                show the version, and exit\n\n\
         Settings are read from the file, then from variables such as LECTOR_NATS__URL, then from --set.\n\
         The exit code is 0 after SIGTERM and 130 after Ctrl-C; a second signal ends the process at once.\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str]) -> Result<Arguments, String> {
        Arguments::read(arguments.iter().map(OsString::from))
    }

    #[test]
    fn settings_are_read_in_both_spellings() {
        let settings = || Settings {
            file: Some("a.toml".into()),
            flags: vec![("nats.url".to_owned(), "nats://h?a=b".to_owned())],
        };

        let apart = read(&["--config", "a.toml", "--set", "nats.url=nats://h?a=b"]);
        let joined = read(&["--config=a.toml", "--set=nats.url=nats://h?a=b", "--print-config"]);

        assert_eq!(apart, Ok(Arguments::Run(settings())));
        assert_eq!(joined, Ok(Arguments::PrintConfig(settings())));
    }

    #[test]
    fn wrong_arguments_are_named() {
        assert_eq!(read(&["--slots"]).unwrap_err(), "there is no argument --slots; try --help");
        assert_eq!(read(&["--config"]).unwrap_err(), "--config needs a value");
        assert_eq!(read(&["--set", "x"]).unwrap_err(), "--set needs SECTION.KEY=VALUE");
    }
}
