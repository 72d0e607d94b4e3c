//! Reads inputs, outputs and metadata from an ONNX file, and refuses models that need code or data from other files, before any
//! library loads them. The libraries report only a part of this, and only after they have loaded everything.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read, Seek};
use std::ops::Range;
use std::path::Path;

use super::protobuf::{FieldValue, ProtobufReader};
use crate::error::{Error, bad_voice};

/// Deepest nesting of graphs; no voice has more than three levels.
const DEEPEST: u32 = 16;

/// Domains of operators that every build of the libraries has; another domain needs code from elsewhere.
const DOMAINS: [&str; 4] = ["", "ai.onnx", "ai.onnx.ml", "com.microsoft"];

/// The description in a model's file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ModelFile {
    /// Its inputs.
    pub inputs: Vec<ValueInfo>,
    /// Its outputs.
    pub outputs: Vec<ValueInfo>,
    /// Its metadata.
    pub metadata: BTreeMap<String, String>,
}

/// An input or an output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ValueInfo {
    /// Its name.
    pub name: String,
    /// Its element type.
    pub element: ElementType,
    /// Its dimensions, as far as they are fixed.
    pub shape: Vec<Option<usize>>,
}

/// The element type of a tensor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ElementType {
    /// Single precision.
    F32,
    /// 64 bits.
    I64,
    /// 32 bits.
    I32,
    /// Any other type, by its number in the format.
    Other(u64),
}

/// Reads a model's file.
pub(crate) fn read(path: &Path) -> Result<ModelFile, Error> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let wrong = |error: io::Error| bad_voice(format!("{name} cannot be read as a model: {error}"));
    let gone = |error: io::Error| Error::passing(format!("{name} cannot be read: {error}"));
    let file = File::open(path).map_err(gone)?;
    let length = file.metadata().map_err(gone)?.len();
    let found = scan(file, length).map_err(wrong)?;
    found.file().map_err(|why| bad_voice(format!("{name} {why}")))
}

/// What was found in a file so far.
#[derive(Debug, Default)]
struct GraphScan {
    file: ModelFile,
    has_graph: bool,
    initial: BTreeSet<String>,
    domains: BTreeSet<String>,
    functions: BTreeSet<String>,
    external: Option<String>,
}

impl GraphScan {
    fn file(mut self) -> Result<ModelFile, String> {
        if !self.has_graph {
            return Err("is not an ONNX model".to_owned());
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

type ByteRange = Range<u64>;

fn scan(source: impl Read + Seek, length: u64) -> io::Result<GraphScan> {
    let mut found = GraphScan::default();
    ProtobufReader::new(source).message(&(0..length), &mut |wire, field, value| match (
        field, value,
    ) {
        (7, FieldValue::Bytes(place)) => {
            found.has_graph = true;
            graph(wire, &place, &mut found, 0)
        }
        (14, FieldValue::Bytes(place)) => {
            let (key, value) = metadata_entry(wire, &place)?;
            found.file.metadata.insert(key, value);
            Ok(())
        }
        (25, FieldValue::Bytes(place)) => function(wire, &place, &mut found),
        _ => Ok(()),
    })?;
    Ok(found)
}

fn graph<R: Read + Seek>(
    wire: &mut ProtobufReader<R>,
    place: &ByteRange,
    found: &mut GraphScan,
    depth: u32,
) -> io::Result<()> {
    if depth > DEEPEST {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "its graphs are nested too deeply"));
    }
    wire.message(place, &mut |wire, field, value| {
        let FieldValue::Bytes(place) = value else { return Ok(()) };
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
                let outlet = value_info(wire, &place)?;
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
    wire: &mut ProtobufReader<R>,
    place: &ByteRange,
    found: &mut GraphScan,
) -> io::Result<()> {
    wire.message(place, &mut |wire, field, value| match (field, value) {
        (7, FieldValue::Bytes(place)) => node(wire, &place, found, 1),
        (10, FieldValue::Bytes(place)) => {
            found.functions.insert(wire.text(&place)?);
            Ok(())
        }
        _ => Ok(()),
    })
}

fn node<R: Read + Seek>(
    wire: &mut ProtobufReader<R>,
    place: &ByteRange,
    found: &mut GraphScan,
    depth: u32,
) -> io::Result<()> {
    wire.message(place, &mut |wire, field, value| match (field, value) {
        (5, FieldValue::Bytes(place)) => {
            wire.message(&place, &mut |wire, field, value| match (field, value) {
                (5 | 10, FieldValue::Bytes(place)) => tensor(wire, &place, found).map(drop),
                (6 | 11, FieldValue::Bytes(place)) => graph(wire, &place, found, depth + 1),
                (22 | 23, FieldValue::Bytes(place)) => sparse(wire, &place, found),
                _ => Ok(()),
            })
        }
        (7, FieldValue::Bytes(place)) => {
            found.domains.insert(wire.text(&place)?);
            Ok(())
        }
        _ => Ok(()),
    })
}

/// Checks a tensor, and returns its name.
fn tensor<R: Read + Seek>(
    wire: &mut ProtobufReader<R>,
    place: &ByteRange,
    found: &mut GraphScan,
) -> io::Result<String> {
    let mut name = String::new();
    let mut is_external = false;
    wire.message(place, &mut |wire, field, value| {
        match (field, value) {
            (8, FieldValue::Bytes(place)) => name = wire.text(&place)?,
            (13, _) | (14, FieldValue::Number(1..)) => is_external = true,
            _ => {}
        }
        Ok(())
    })?;
    if is_external {
        found.external = Some(name.clone());
    }
    Ok(name)
}

fn sparse<R: Read + Seek>(
    wire: &mut ProtobufReader<R>,
    place: &ByteRange,
    found: &mut GraphScan,
) -> io::Result<()> {
    wire.message(place, &mut |wire, field, value| match (field, value) {
        (1 | 2, FieldValue::Bytes(place)) => tensor(wire, &place, found).map(drop),
        _ => Ok(()),
    })
}

fn value_info<R: Read + Seek>(
    wire: &mut ProtobufReader<R>,
    place: &ByteRange,
) -> io::Result<ValueInfo> {
    let mut outlet =
        ValueInfo { name: String::new(), element: ElementType::Other(0), shape: Vec::new() };
    wire.message(place, &mut |wire, field, value| match (field, value) {
        (1, FieldValue::Bytes(place)) => {
            outlet.name = wire.text(&place)?;
            Ok(())
        }
        // The first field of a type is the tensor type; voices have no other types of inputs.
        (2, FieldValue::Bytes(place)) => {
            wire.message(&place, &mut |wire, field, value| match (field, value) {
                (1, FieldValue::Bytes(place)) => shape(wire, &place, &mut outlet),
                _ => Ok(()),
            })
        }
        _ => Ok(()),
    })?;
    Ok(outlet)
}

fn shape<R: Read + Seek>(
    wire: &mut ProtobufReader<R>,
    place: &ByteRange,
    outlet: &mut ValueInfo,
) -> io::Result<()> {
    wire.message(place, &mut |wire, field, value| match (field, value) {
        (1, FieldValue::Number(number)) => {
            outlet.element = ElementType::of(number);
            Ok(())
        }
        (2, FieldValue::Bytes(place)) => wire.message(&place, &mut |wire, _, value| {
            let FieldValue::Bytes(place) = value else { return Ok(()) };
            let mut size = None;
            wire.message(&place, &mut |_, field, value| {
                if let (1, FieldValue::Number(number)) = (field, value) {
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

fn metadata_entry<R: Read + Seek>(
    wire: &mut ProtobufReader<R>,
    place: &ByteRange,
) -> io::Result<(String, String)> {
    let (mut key, mut text) = (String::new(), String::new());
    wire.message(place, &mut |wire, field, value| {
        match (field, value) {
            (1, FieldValue::Bytes(place)) => key = wire.text(&place)?,
            (2, FieldValue::Bytes(place)) => text = wire.text(&place)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok((key, text))
}

impl ElementType {
    fn of(number: u64) -> Self {
        match number {
            1 => Self::F32,
            6 => Self::I32,
            7 => Self::I64,
            other => Self::Other(other),
        }
    }
}
