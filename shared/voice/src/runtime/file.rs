//! What a model's file says of it: inputs, outputs, remarks. What would take code or bytes from elsewhere is refused here, before any
//! library sees it. Read by ourselves because the libraries tell only some of it, and only after they have loaded everything.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read, Seek};
use std::ops::Range;
use std::path::Path;

use super::wire::{Value, Wire};
use crate::error::{Error, bad_voice};

/// Graphs within graphs; no voice has more than three.
const DEEPEST: u32 = 16;

/// Operators that every build of the libraries has; another domain means code from elsewhere.
const DOMAINS: [&str; 4] = ["", "ai.onnx", "ai.onnx.ml", "com.microsoft"];

/// What a model's file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ModelFile {
    /// What it wants.
    pub inputs: Vec<Outlet>,
    /// What it gives.
    pub outputs: Vec<Outlet>,
    /// Remarks of who made it.
    pub remarks: BTreeMap<String, String>,
}

/// An input or an output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outlet {
    /// Its name.
    pub name: String,
    /// Of what it is.
    pub element: Element,
    /// Its dimensions, as far as they are fixed.
    pub shape: Vec<Option<usize>>,
}

/// Of what a tensor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Element {
    /// Single precision.
    F32,
    /// 64 bits.
    I64,
    /// 32 bits.
    I32,
    /// Something that no voice wants, by its number in the format.
    Other(u64),
}

/// Reads a model's file.
pub(crate) fn read(path: &Path) -> Result<ModelFile, Error> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let wrong = |error: io::Error| bad_voice(format!("{name} cannot be read as a model: {error}"));
    let gone = |error: io::Error| Error::passing(format!("{name} cannot be read: {error}"));
    let file = File::open(path).map_err(gone)?;
    let length = file.metadata().map_err(gone)?.len();
    let found = look(file, length).map_err(wrong)?;
    found.file().map_err(|why| bad_voice(format!("{name} {why}")))
}

/// What is found on the way through a file.
#[derive(Debug, Default)]
struct Found {
    file: ModelFile,
    has_graph: bool,
    initial: BTreeSet<String>,
    domains: BTreeSet<String>,
    functions: BTreeSet<String>,
    external: Option<String>,
}

impl Found {
    fn file(mut self) -> Result<ModelFile, String> {
        if !self.has_graph {
            return Err("is no ONNX model".to_owned());
        }
        if let Some(name) = self.external {
            return Err(format!(
                "keeps `{name}` in another file; only models in a single file are loaded"
            ));
        }
        let is_known = |domain: &&String| {
            !DOMAINS.contains(&domain.as_str()) && !self.functions.contains(*domain)
        };
        if let Some(domain) = self.domains.iter().find(is_known) {
            return Err(format!("needs operators of `{domain}`, which are not part of ONNX"));
        }
        // Old files list their weights among the inputs.
        self.file.inputs.retain(|input| !self.initial.contains(&input.name));
        Ok(self.file)
    }
}

type Place = Range<u64>;

fn look(source: impl Read + Seek, length: u64) -> io::Result<Found> {
    let mut found = Found::default();
    Wire::new(source).message(&(0..length), &mut |wire, field, value| match (field, value) {
        (7, Value::Bytes(place)) => {
            found.has_graph = true;
            graph(wire, &place, &mut found, 0)
        }
        (14, Value::Bytes(place)) => {
            let (key, value) = pair(wire, &place)?;
            found.file.remarks.insert(key, value);
            Ok(())
        }
        (25, Value::Bytes(place)) => function(wire, &place, &mut found),
        _ => Ok(()),
    })?;
    Ok(found)
}

fn graph<R: Read + Seek>(
    wire: &mut Wire<R>,
    place: &Place,
    found: &mut Found,
    depth: u32,
) -> io::Result<()> {
    if depth > DEEPEST {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "its graphs are nested too deeply"));
    }
    wire.message(place, &mut |wire, field, value| {
        let Value::Bytes(place) = value else { return Ok(()) };
        match field {
            1 => node(wire, &place, found, depth),
            5 => {
                let name = tensor(wire, &place, found)?;
                if depth == 0 {
                    found.initial.insert(name);
                }
                Ok(())
            }
            11 | 12 if depth == 0 => {
                let outlet = outlet(wire, &place)?;
                let file = &mut found.file;
                let list = if field == 11 { &mut file.inputs } else { &mut file.outputs };
                list.push(outlet);
                Ok(())
            }
            15 => sparse(wire, &place, found),
            _ => Ok(()),
        }
    })
}

fn function<R: Read + Seek>(
    wire: &mut Wire<R>,
    place: &Place,
    found: &mut Found,
) -> io::Result<()> {
    wire.message(place, &mut |wire, field, value| match (field, value) {
        (7, Value::Bytes(place)) => node(wire, &place, found, 1),
        (10, Value::Bytes(place)) => {
            found.functions.insert(wire.text(&place)?);
            Ok(())
        }
        _ => Ok(()),
    })
}

fn node<R: Read + Seek>(
    wire: &mut Wire<R>,
    place: &Place,
    found: &mut Found,
    depth: u32,
) -> io::Result<()> {
    wire.message(place, &mut |wire, field, value| match (field, value) {
        (5, Value::Bytes(place)) => {
            wire.message(&place, &mut |wire, field, value| match (field, value) {
                (5 | 10, Value::Bytes(place)) => tensor(wire, &place, found).map(drop),
                (6 | 11, Value::Bytes(place)) => graph(wire, &place, found, depth + 1),
                (22 | 23, Value::Bytes(place)) => sparse(wire, &place, found),
                _ => Ok(()),
            })
        }
        (7, Value::Bytes(place)) => {
            found.domains.insert(wire.text(&place)?);
            Ok(())
        }
        _ => Ok(()),
    })
}

/// Looks at a tensor, and tells its name.
fn tensor<R: Read + Seek>(
    wire: &mut Wire<R>,
    place: &Place,
    found: &mut Found,
) -> io::Result<String> {
    let mut name = String::new();
    let mut is_external = false;
    wire.message(place, &mut |wire, field, value| {
        match (field, value) {
            (8, Value::Bytes(place)) => name = wire.text(&place)?,
            (13, _) | (14, Value::Number(1..)) => is_external = true,
            _ => {}
        }
        Ok(())
    })?;
    if is_external {
        found.external = Some(name.clone());
    }
    Ok(name)
}

fn sparse<R: Read + Seek>(wire: &mut Wire<R>, place: &Place, found: &mut Found) -> io::Result<()> {
    wire.message(place, &mut |wire, field, value| match (field, value) {
        (1 | 2, Value::Bytes(place)) => tensor(wire, &place, found).map(drop),
        _ => Ok(()),
    })
}

fn outlet<R: Read + Seek>(wire: &mut Wire<R>, place: &Place) -> io::Result<Outlet> {
    let mut outlet = Outlet { name: String::new(), element: Element::Other(0), shape: Vec::new() };
    wire.message(place, &mut |wire, field, value| match (field, value) {
        (1, Value::Bytes(place)) => {
            outlet.name = wire.text(&place)?;
            Ok(())
        }
        // A type's first field is the tensor; everything else is no input of a voice.
        (2, Value::Bytes(place)) => {
            wire.message(&place, &mut |wire, field, value| match (field, value) {
                (1, Value::Bytes(place)) => shape(wire, &place, &mut outlet),
                _ => Ok(()),
            })
        }
        _ => Ok(()),
    })?;
    Ok(outlet)
}

fn shape<R: Read + Seek>(wire: &mut Wire<R>, place: &Place, outlet: &mut Outlet) -> io::Result<()> {
    wire.message(place, &mut |wire, field, value| match (field, value) {
        (1, Value::Number(number)) => {
            outlet.element = Element::of(number);
            Ok(())
        }
        (2, Value::Bytes(place)) => wire.message(&place, &mut |wire, _, value| {
            let Value::Bytes(place) = value else { return Ok(()) };
            let mut size = None;
            wire.message(&place, &mut |_, field, value| {
                if let (1, Value::Number(number)) = (field, value) {
                    size = usize::try_from(number).ok();
                }
                Ok(())
            })?;
            outlet.shape.push(size);
            Ok(())
        }),
        _ => Ok(()),
    })
}

fn pair<R: Read + Seek>(wire: &mut Wire<R>, place: &Place) -> io::Result<(String, String)> {
    let (mut key, mut text) = (String::new(), String::new());
    wire.message(place, &mut |wire, field, value| {
        match (field, value) {
            (1, Value::Bytes(place)) => key = wire.text(&place)?,
            (2, Value::Bytes(place)) => text = wire.text(&place)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok((key, text))
}

impl Element {
    fn of(number: u64) -> Self {
        match number {
            1 => Self::F32,
            6 => Self::I32,
            7 => Self::I64,
            other => Self::Other(other),
        }
    }
}
