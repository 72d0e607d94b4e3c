//! Reads protocol buffers from a file, field by field: unused fields are skipped unread, so that a model of any size costs no
//! memory.

use std::io::{BufRead as _, BufReader, Error, ErrorKind, Read, Result, Seek};
use std::ops::Range;

/// Longest text that is read.
const LONGEST: u64 = 1 << 20;

/// A field's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FieldValue {
    /// A whole number.
    Number(u64),
    /// The place of its bytes: a text, a message, or packed numbers.
    Bytes(Range<u64>),
}

/// A file of protocol buffers.
#[derive(Debug)]
pub(super) struct ProtobufReader<R: Read + Seek> {
    source: BufReader<R>,
    at: u64,
}

impl<R: Read + Seek> ProtobufReader<R> {
    /// Reads from the beginning of `source`.
    pub(super) fn new(source: R) -> Self {
        Self { source: BufReader::new(source), at: 0 }
    }

    /// Calls `each` with every field of the message at `place`; `each` may read within the field.
    pub(super) fn message(
        &mut self,
        place: &Range<u64>,
        each: &mut dyn FnMut(&mut Self, u64, FieldValue) -> Result<()>,
    ) -> Result<()> {
        self.go_to(place.start)?;
        while self.at < place.end {
            let key = self.number()?;
            let value = match key & 7 {
                0 => FieldValue::Number(self.number()?),
                1 => FieldValue::Bytes(self.at..self.at + 8),
                2 => {
                    let length = self.number()?;
                    FieldValue::Bytes(self.at..self.at.checked_add(length).ok_or_else(malformed)?)
                }
                5 => FieldValue::Bytes(self.at..self.at + 4),
                _ => return Err(malformed()),
            };
            let next = match &value {
                FieldValue::Number(_) => self.at,
                FieldValue::Bytes(bytes) => bytes.end,
            };
            if next > place.end {
                return Err(malformed());
            }
            each(self, key >> 3, value)?;
            self.go_to(next)?;
        }
        Ok(())
    }

    /// Reads a text; one that is too long is an error.
    pub(super) fn text(&mut self, place: &Range<u64>) -> Result<String> {
        let length = place.end - place.start;
        if length > LONGEST {
            return Err(malformed());
        }
        self.go_to(place.start)?;
        let mut text = String::new();
        let read = self.source.by_ref().take(length).read_to_string(&mut text)?;
        self.at += read as u64;
        Ok(text)
    }

    fn number(&mut self) -> Result<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let Some(&byte) = self.source.fill_buf()?.first() else { return Err(malformed()) };
            self.source.consume(1);
            self.at += 1;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(malformed())
    }

    fn go_to(&mut self, place: u64) -> Result<()> {
        let too_far = |_| malformed();
        let distance = if place >= self.at {
            i64::try_from(place - self.at).map_err(too_far)?
        } else {
            -i64::try_from(self.at - place).map_err(too_far)?
        };
        self.source.seek_relative(distance)?;
        self.at = place;
        Ok(())
    }
}

fn malformed() -> Error {
    Error::new(ErrorKind::InvalidData, "it is damaged, or not a model")
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn fields(bytes: &[u8]) -> Result<Vec<(u64, FieldValue)>> {
        let mut found = vec![];
        let mut wire = ProtobufReader::new(Cursor::new(bytes));
        wire.message(&(0..bytes.len() as u64), &mut |_, field, value| {
            found.push((field, value));
            Ok(())
        })?;
        Ok(found)
    }

    #[test]
    fn fields_are_found_and_passed_over() {
        let bytes = [0x08, 0x96, 0x01, 0x12, 0x03, b'a', b'b', b'c', 0x1d, 1, 2, 3, 4, 0x20, 5];

        let found = fields(&bytes).unwrap();

        let expected = [
            (1, FieldValue::Number(150)),
            (2, FieldValue::Bytes(5..8)),
            (3, FieldValue::Bytes(9..13)),
            (4, FieldValue::Number(5)),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn garbage_is_refused() {
        for garbage in [&[0x12, 0x7f, 0][..], &[0xff; 20], &[0x0f, 1], &[0x08], &[0x1d, 1, 2]] {
            assert!(fields(garbage).is_err(), "{garbage:?}");
        }
    }

    #[test]
    fn nothing_can_make_a_text_too_long() {
        let mut wire = ProtobufReader::new(Cursor::new([0; 4]));
        assert!(wire.text(&(0..u64::MAX)).is_err());
    }
}
