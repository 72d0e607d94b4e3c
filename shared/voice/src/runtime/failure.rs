//! Classifies errors of a model's library: out of memory, graphics card, other. It has only their messages to go by.

use crate::error::ErrorKind;

/// Messages about missing memory: of ONNX Runtime's arena, the C++ library, the libraries of graphics cards, and Windows.
const MEMORY: [&str; 9] = [
    "failed to allocate memory",
    "is smaller than requested bytes",
    "bad_alloc",
    "out of memory",
    "outofmemory",
    "cudaerrormemoryallocation",
    "alloc_failed",
    "allocation_failed",
    "not enough memory",
];

/// Messages about failures of graphics cards: NVIDIA's, AMD's, and any on Windows.
const CARD: [&str; 10] = [
    "cuda failure",
    "cuda error",
    "cudaerror",
    "cudnn",
    "cublas",
    "cufft",
    "hip failure",
    "hiperror",
    "miopen",
    "dxgi_error_device",
];

/// The kind of failure in `message`; `other` if it is neither memory nor a card.
pub(super) fn kind(message: &str, other: ErrorKind) -> ErrorKind {
    let message = message.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if says(&MEMORY) {
        return ErrorKind::Memory;
    }
    if says(&CARD) { ErrorKind::Card } else { other }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(message: &str, expected: ErrorKind) {
        assert_eq!(kind(message, ErrorKind::Passing), expected, "{message}");
    }

    #[test]
    fn want_of_memory_is_told_from_other_trouble() {
        for message in [
            "Non-zero status code returned while running Conv node. Name:'/dec/conv_pre/Conv' Status Message: \
             /onnxruntime_src/onnxruntime/core/framework/bfc_arena.cc:376 void* \
             onnxruntime::BFCArena::AllocateRawInternal(size_t, bool, onnxruntime::Stream*) Failed to allocate memory for requested \
             buffer of size 655360000",
            "BFC arena ran out: Available memory of 1048576 is smaller than requested bytes of 4194304",
            "CUDA failure 2: out of memory ; GPU=0 ; hostname=box ; expr=cudaMalloc((void**)&p, size);",
            "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0",
            "CUDNN failure 4: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED",
            "hipErrorOutOfMemory",
            "std::bad_alloc",
        ] {
            check(message, ErrorKind::Memory);
        }
    }

    #[test]
    fn failures_of_a_card_are_told_from_those_of_a_model() {
        for message in [
            "CUDA failure 700: an illegal memory access was encountered ; GPU=0",
            "CUDA error cudaErrorNoDevice:no CUDA-capable device is detected",
            "CUDNN failure 5000: CUDNN_STATUS_EXECUTION_FAILED ; GPU=0",
            "887A0005 DXGI_ERROR_DEVICE_REMOVED",
        ] {
            check(message, ErrorKind::Card);
        }
        check("indices element out of data bounds, idx=999", ErrorKind::Passing);
        check("the model has no output `sound`", ErrorKind::Passing);
    }
}
