//! FLAC as we write and read it: mono, 16 or 12 bits, one comment.

use claxon::{FlacReader, FlacReaderOptions};
use flacenc::bitsink::ByteSink;
use flacenc::component::{BitRepr, MetadataBlockData, Stream as EncodedStream};
use flacenc::encode_fixed_size_frame;
use flacenc::error::Verify;
use flacenc::source::{Fill, FrameBuf};

use crate::flac_settings::settings;
use crate::samples::bytes_of;
use crate::{Error, Pcm};

/// Bytes from the beginning of a speech that always hold its [`head`](super::head).
pub const HEAD_BYTES: u64 = 16 * 1024;
/// Bits of a sample that has all of them.
pub(super) const BITS: u8 = 16;
/// Bits of a compact sample.
pub(super) const COMPACT_BITS: u8 = 12;
/// Samples per frame: a fifth of a second of speech at 22,050 Hz.
const BLOCK_SAMPLES: usize = 4096;
/// The type of a metadata block that holds comments.
const VORBIS_COMMENT: u8 = 4;
/// Bytes before the comment's own: stream marker, stream information, block headers, lengths, and room to spare.
const BEFORE_COMMENT: usize = 128;
/// Most samples per byte of FLAC for which memory is allocated in advance: a frame of silence is about 11 bytes.
const SAMPLES_PER_BYTE: usize = 512;

/// Encodes `pcm`, whose samples have `bits` bits, with one comment (`NAME=value`).
///
/// The MD5 of the samples is left out, as the format allows: it takes a third of the time or more, every frame has a checksum,
/// and the store verifies the whole blob.
pub(super) fn encode(pcm: &Pcm, comment: &str, bits: u8) -> Result<Vec<u8>, Error> {
    if comment.len() + BEFORE_COMMENT > usize::try_from(HEAD_BYTES).unwrap_or(usize::MAX) {
        return Err(refused(format!("its description takes {} bytes", comment.len())));
    }
    let mut stream = frames(pcm, bits)?;
    let info = stream.stream_info_mut();
    info.set_total_samples(pcm.samples.len());
    // The format says that the last, shorter block does not count, but the encoder counts it.
    info.set_block_sizes(BLOCK_SAMPLES, BLOCK_SAMPLES).map_err(refused)?;
    let comments = comments(comment).map_err(refused)?;
    stream.add_metadata_block(
        MetadataBlockData::new_unknown(VORBIS_COMMENT, &comments).map_err(refused)?,
    );
    let mut sink = ByteSink::with_capacity(stream.count_bits());
    stream.write(&mut sink).map_err(refused)?;
    Ok(sink.into_inner())
}

/// Encodes the samples, block by block.
fn frames(pcm: &Pcm, bits: u8) -> Result<EncodedStream, Error> {
    let settings = settings().into_verified().map_err(|(_, error)| refused(error))?;
    let rate_hz = usize::try_from(pcm.rate_hz).map_err(refused)?;
    let mut stream = EncodedStream::new(rate_hz, 1, usize::from(bits)).map_err(refused)?;
    let mut block = FrameBuf::with_size(1, BLOCK_SAMPLES).map_err(refused)?;
    for (number, samples) in pcm.samples.chunks(BLOCK_SAMPLES).enumerate() {
        let bytes = bytes_of(samples);
        block.fill_le_bytes(&bytes, 2).map_err(refused)?;
        let frame = encode_fixed_size_frame(&settings, &block, number, stream.stream_info());
        stream.add_frame(frame.map_err(refused)?);
    }
    Ok(stream)
}

/// A comment block: an empty vendor string, then one comment.
fn comments(comment: &str) -> Result<Vec<u8>, std::num::TryFromIntError> {
    let mut block = Vec::with_capacity(comment.len() + 12);
    block.extend(0_u32.to_le_bytes());
    block.extend(1_u32.to_le_bytes());
    block.extend(u32::try_from(comment.len())?.to_le_bytes());
    block.extend(comment.as_bytes());
    Ok(block)
}

fn refused(why: impl ToString) -> Error {
    Error::Encode { what: "speech", why: why.to_string() }
}

/// A FLAC stream that is mono, of 16 or 12 bits and of known length.
pub(super) struct FlacStream<'a> {
    reader: FlacReader<&'a [u8]>,
    bits: u8,
    size_bytes: usize,
    sample_count: u64,
}

impl<'a> FlacStream<'a> {
    /// Opens a whole stream.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        Self::checked(bytes, FlacReaderOptions::default())
    }

    /// Opens the beginning of a stream, without its samples.
    pub(super) fn open_head(bytes: &'a [u8]) -> Result<Self, Error> {
        Self::checked(bytes, FlacReaderOptions { metadata_only: true, read_vorbis_comment: true })
    }

    fn checked(bytes: &'a [u8], options: FlacReaderOptions) -> Result<Self, Error> {
        let reader = FlacReader::new_ext(bytes, options).map_err(malformed)?;
        let stream = reader.streaminfo();
        let bits = u8::try_from(stream.bits_per_sample).unwrap_or_default();
        if stream.channels != 1 || ![BITS, COMPACT_BITS].contains(&bits) {
            return Err(malformed("it is not mono with 16 or 12 bits"));
        }
        let sample_count = stream.samples.ok_or_else(|| malformed("its length is unknown"))?;
        Ok(Self { reader, bits, size_bytes: bytes.len(), sample_count })
    }

    pub(super) fn rate_hz(&self) -> u32 {
        self.reader.streaminfo().sample_rate
    }

    pub(super) fn sample_count(&self) -> u64 {
        self.sample_count
    }

    pub(super) fn comment<'b>(&'b self, name: &'b str) -> Option<&'b str> {
        self.reader.get_tag(name).next()
    }

    /// Decodes all samples; a frame with a wrong checksum, or a wrong number of samples, is an error.
    pub(super) fn samples(&mut self) -> Result<Vec<i16>, Error> {
        let count = usize::try_from(self.sample_count).map_err(malformed)?;
        let trusted = self.size_bytes.saturating_mul(SAMPLES_PER_BYTE);
        let mut samples = Vec::with_capacity(count.min(trusted));
        let mut blocks = self.reader.blocks();
        let mut buffer = Vec::new();
        while let Some(block) = blocks.read_next_or_eof(buffer).map_err(malformed)? {
            if block.channels() != 1 {
                return Err(malformed("a frame is not mono"));
            }
            for &sample in block.channel(0) {
                let whole = lengthened(sample, self.bits);
                samples.push(whole.ok_or_else(|| malformed("a sample has too many bits"))?);
            }
            if samples.len() > count {
                break;
            }
            buffer = block.into_buffer();
        }
        if samples.len() != count {
            return Err(malformed(format!(
                "it should have {count} samples, and has {}",
                samples.len()
            )));
        }
        Ok(samples)
    }
}

/// A sample as it was, but for what is lost, from a stream of `bits` bits a sample.
pub(super) fn lengthened(sample: i32, bits: u8) -> Option<i16> {
    i16::try_from(sample << (BITS - bits)).ok()
}

fn malformed(why: impl ToString) -> Error {
    Error::Malformed { what: "speech", why: why.to_string() }
}
