//! Measures whether batches of sentences make a VITS voice faster: the same eight sentences, sorted by length, alone and in batches
//! of 2, 4 and 8, in ONNX Runtime and in rten, on one thread. The sizes take turns, and CPU time is measured, because machines are
//! noisy. Run by `scripts/bench.sh batch MODEL [TURNS]`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints figures and stops where it fails"
)]

use std::path::Path;
use std::sync::Arc;

use ort::session::Session;
use rten::{ModelOptions, RunOptions, ThreadPool, Value, ValueOrView};

/// Default number of turns of each size.
const TURNS: usize = 9;

/// Symbols of the sentences, the shortest first: as they are in novels, 3 to 14 seconds of speech.
const LENGTHS: [usize; 8] = [32, 45, 58, 72, 88, 105, 130, 170];

/// Sentences at once.
const SIZES: [usize; 4] = [1, 2, 4, 8];

fn main() {
    let mut args = std::env::args().skip(1);
    let model = args.next().unwrap();
    let turns = args.next().map_or(TURNS, |turns| turns.parse().unwrap());
    let config = std::fs::read_to_string(format!("{model}.json")).unwrap();
    let config: serde_json::Value = serde_json::from_str(&config).unwrap();
    let stretch = config["inference"]["length_scale"].to_string().parse().unwrap();
    let sentences: Vec<Vec<i32>> = LENGTHS.map(sentence).into();
    if let Some(mut run) = in_ort(Path::new(&model), stretch) {
        compare("ONNX Runtime", &sentences, turns, &mut run);
    }
    compare("rten", &sentences, turns, &mut in_rten(Path::new(&model), stretch));
}

/// Some symbols, with a pad after each.
fn sentence(symbols: usize) -> Vec<i32> {
    let mut random = fastrand::Rng::with_seed(symbols as u64);
    let body = (0..symbols).flat_map(|_| [random.i32(14..120), 0]);
    [1, 0].into_iter().chain(body.collect::<Vec<_>>()).chain([2]).collect()
}

/// Says all sentences in each size, turn by turn, and prints the median of each against that of one at a time.
fn compare(name: &str, sentences: &[Vec<i32>], turns: usize, run: &mut dyn FnMut(&[Vec<i32>])) {
    let mut seconds = SIZES.map(|_| vec![]);
    for turn in 0..=turns {
        for (size, seconds) in SIZES.iter().zip(&mut seconds) {
            let before = processor_seconds();
            sentences.chunks(*size).for_each(&mut *run);
            // The first turn warms up and is not counted.
            if turn > 0 {
                seconds.push(processor_seconds() - before);
            }
        }
    }
    println!("{name}, median of {turns} turns");
    let ratios = |batched: &[f64]| {
        let pairs = batched.iter().zip(&seconds[0]);
        median(pairs.map(|(batched, single)| single / batched).collect())
    };
    for (size, taken) in SIZES.iter().zip(&seconds) {
        let speed = ratios(taken);
        println!("  {size} at once {:>8.3} s, {speed:.2} times as fast", median(taken.clone()));
    }
}

/// CPU time of all threads of this process, in seconds, as Linux counts it.
fn processor_seconds() -> f64 {
    let threads = std::fs::read_dir("/proc/self/task").unwrap().filter_map(Result::ok);
    let counted = threads.map(|thread| {
        let counted = std::fs::read_to_string(thread.path().join("schedstat")).unwrap_or_default();
        counted.split(' ').next().and_then(|nanos| nanos.parse::<f64>().ok()).unwrap_or_default()
    });
    counted.sum::<f64>() / 1e9
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

/// Sentences as one block of numbers, and the length of each.
fn block(sentences: &[Vec<i32>]) -> (usize, Vec<i32>, Vec<i32>) {
    let width = sentences.iter().map(Vec::len).max().unwrap_or_default();
    let padded = |ids: &Vec<i32>| {
        let mut ids = ids.clone();
        ids.resize(width, 0);
        ids
    };
    let lengths = sentences.iter().map(|ids| i32::try_from(ids.len()).unwrap()).collect();
    (width, sentences.iter().flat_map(padded).collect(), lengths)
}

fn in_ort(model: &Path, stretch: f32) -> Option<impl FnMut(&[Vec<i32>]) + use<>> {
    let library = child::find_tool("libonnxruntime.so")?;
    let environment = ort::init_from(library).unwrap().with_telemetry(false).build().unwrap();
    let builder = Session::builder(&environment).unwrap().with_intra_threads(1).unwrap();
    let builder = builder.with_intra_op_spinning(false).unwrap();
    let mut session = builder.with_memory_pattern(false).unwrap().commit_from_file(model).unwrap();
    Some(move |sentences: &[Vec<i32>]| {
        let _lives = &environment;
        let (width, ids, lengths) = block(sentences);
        let wide = |numbers: Vec<i32>| -> Vec<i64> { numbers.into_iter().map(i64::from).collect() };
        let ids = ort::value::Tensor::from_array(([sentences.len(), width], wide(ids))).unwrap();
        let lengths = ort::value::Tensor::from_array(([sentences.len()], wide(lengths))).unwrap();
        let scales = ort::value::Tensor::from_array(([3_usize], vec![0.0, stretch, 0.0])).unwrap();
        let inputs = ort::inputs!["input" => ids, "input_lengths" => lengths, "scales" => scales];
        session.run(inputs).unwrap();
    })
}

fn in_rten(model: &Path, stretch: f32) -> impl FnMut(&[Vec<i32>]) + use<> {
    let bytes = std::fs::read(model).unwrap();
    let model = ModelOptions::with_all_ops().load(bytes).unwrap();
    let pool = Arc::new(ThreadPool::with_num_threads(1));
    move |sentences: &[Vec<i32>]| {
        let (width, ids, lengths) = block(sentences);
        let count = sentences.len();
        let inputs = [
            ("input", Value::from_shape(&[count, width], ids).unwrap()),
            ("input_lengths", Value::from_shape(&[count], lengths).unwrap()),
            ("scales", Value::from_shape(&[3], vec![0.0_f32, stretch, 0.0]).unwrap()),
        ];
        let inputs =
            inputs.map(|(name, value)| (model.node_id(name).unwrap(), ValueOrView::from(value)));
        let mut options = RunOptions::default();
        options.thread_pool = Some(Arc::clone(&pool));
        model.run(inputs.into(), &[model.node_id("output").unwrap()], Some(options)).unwrap();
    }
}
