#!/usr/bin/env python3
"""Makes the small models that the tests load: the interfaces of real voices, with a few random weights and the shortest arithmetic that
makes lengths, speakers, styles and speed audible. Needs the packages onnx and numpy; run it in this folder.
"""
import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

FLOAT, INT32, INT64 = TensorProto.FLOAT, TensorProto.INT32, TensorProto.INT64
RANDOM = np.random.default_rng(7)


def constant(name, values, kind):
    return numpy_helper.from_array(np.array(values, kind), name)


def table(name, rows, columns):
    return numpy_helper.from_array(RANDOM.uniform(-0.5, 0.5, (rows, columns)).astype("f4"), name)


def write(path, nodes, inputs, outputs, constants, **more):
    graph = helper.make_graph(nodes, "voice", inputs, outputs, constants)
    domains = [helper.make_opsetid("", 15), *more.pop("domains", [])]
    model = helper.make_model(graph, opset_imports=domains, ir_version=8, producer_name="lector")
    for key, value in more.pop("remarks", {}).items():
        model.metadata_props.add(key=key, value=value)
    if more.pop("check", True):
        checker.check_model(model)
    save(model, path)


def value(name, kind, shape):
    return helper.make_tensor_value_info(name, kind, shape)


# Says every id with a row of a table, eight times over: 64 samples. `stretch` makes them longer.
SPEAK = [
    helper.make_node("Gather", ["table", "ids"], ["rows"]),
    helper.make_node("Tile", ["rows", "times"], ["tiled"]),
    helper.make_node("Reshape", ["tiled", "flat_shape"], ["flat"]),
    helper.make_node("Shape", ["flat"], ["length"]),
    helper.make_node("Cast", ["length"], ["length_float"], to=FLOAT),
    helper.make_node("Mul", ["length_float", "stretch"], ["longer_float"]),
    helper.make_node("Cast", ["longer_float"], ["longer"], to=INT64),
    helper.make_node("Squeeze", ["longer"], ["longer_one"]),
    helper.make_node("Range", ["zero", "longer_one", "one"], ["at"]),
    helper.make_node("Cast", ["at"], ["at_float"], to=FLOAT),
    helper.make_node("Div", ["at_float", "stretch"], ["from_float"]),
    helper.make_node("Floor", ["from_float"], ["from_floor"]),
    helper.make_node("Cast", ["from_floor"], ["from"], to=INT64),
    helper.make_node("Gather", ["flat", "from"], ["sound"]),
]


def speak_constants(rows, repeats):
    return [
        table("table", rows, 8),
        constant("times", [1, 1, repeats], np.int64),
        constant("flat_shape", [-1], np.int64),
        constant("zero", 0, np.int64),
        constant("one", 1, np.int64),
    ]


def vits(path, speakers, told=None, ids=INT64):
    nodes = [
        helper.make_node("Cast", ["input"], ["ids"], to=INT64),
        helper.make_node("Gather", ["scales", "one_list"], ["stretch"]),
        helper.make_node("Gather", ["scales", "zero_list"], ["noise_scale"]),
        *SPEAK,
        helper.make_node("RandomNormalLike", ["sound"], ["noise"]),
        helper.make_node("Mul", ["noise", "noise_scale"], ["noise_scaled"]),
        helper.make_node("Add", ["sound", "noise_scaled"], ["noisy"]),
    ]
    inputs = [
        value("input", ids, ["batch", "phonemes"]),
        value("input_lengths", INT64, ["batch"]),
        value("scales", FLOAT, [3]),
    ]
    voiced = "noisy"
    if speakers:
        inputs.append(value("sid", INT64, ["batch"]))
        nodes += [
            helper.make_node("Gather", ["loudness", "sid"], ["loud"]),
            helper.make_node("Mul", ["noisy", "loud"], ["spoken"]),
        ]
        voiced = "spoken"
    nodes.append(helper.make_node("Reshape", [voiced, "sound_shape"], ["output"]))
    outputs = [value("output", FLOAT, ["batch", 1, 1, "samples"])]
    if told:
        # Each id takes one frame of 64 samples, or as many as it is stretched.
        nodes += [
            helper.make_node("Shape", ["ids"], ["ids_shape"]),
            helper.make_node("Expand", ["stretch", "ids_shape"], [told]),
        ]
        outputs.append(value(told, FLOAT, ["batch", "phonemes"]))
    constants = speak_constants(256, 8) + [
        constant("one_list", [1], np.int64),
        constant("zero_list", [0], np.int64),
        constant("sound_shape", [1, 1, 1, -1], np.int64),
    ]
    if speakers:
        constants.append(constant("loudness", np.linspace(1.0, 0.25, speakers), "f4"))
    write(path, nodes, inputs, outputs, constants)


def vits_like(path, nodes, constants, told=None):
    """A VITS voice of one speaker that says `ids`, which `nodes` make of `input`; `sound` becomes `spoken` in them."""
    nodes = [helper.make_node("Gather", ["scales", "one_list"], ["stretch"]), *nodes]
    nodes.append(helper.make_node("Reshape", ["spoken", "sound_shape"], ["output"]))
    outputs = [value("output", FLOAT, ["batch", 1, 1, "samples"])]
    if told:
        nodes += [
            helper.make_node("Shape", ["input"], ["input_shape"]),
            helper.make_node("Expand", ["stretch", "input_shape"], [told]),
        ]
        outputs.append(value(told, FLOAT, ["batch", "phonemes"]))
    inputs = [
        value("input", INT64, ["batch", "phonemes"]),
        value("input_lengths", INT64, ["batch"]),
        value("scales", FLOAT, [3]),
    ]
    constants = speak_constants(256, 8) + constants + [
        constant("one_list", [1], np.int64),
        constant("sound_shape", [1, 1, 1, -1], np.int64),
    ]
    write(path, nodes, inputs, outputs, constants)


def masked(path):
    """Says no more ids than `input_lengths` counts, as real voices do."""
    nodes = [
        helper.make_node("Slice", ["input", "zero_list", "input_lengths", "one_list"], ["ids"]),
        *SPEAK,
        helper.make_node("Identity", ["sound"], ["spoken"]),
    ]
    vits_like(path, nodes, [constant("zero_list", [0], np.int64)], told="w_ceil")


def hungry(path):
    """Needs memory for the square of its ids: 4 KiB times that."""
    nodes = [
        helper.make_node("Identity", ["input"], ["ids"]),
        *SPEAK,
        helper.make_node("Shape", ["ids"], ["ids_shape"]),
        helper.make_node("Gather", ["ids_shape", "one_list"], ["count"]),
        helper.make_node("Concat", ["count", "count", "kilo"], ["square_shape"], axis=0),
        helper.make_node("Gather", ["scales", "zero_list"], ["nothing"]),
        helper.make_node("Expand", ["nothing", "square_shape"], ["square"]),
        helper.make_node("ReduceMax", ["square"], ["most"], keepdims=0),
        helper.make_node("Add", ["sound", "most"], ["spoken"]),
    ]
    constants = [constant("kilo", [1024], np.int64), constant("zero_list", [0], np.int64)]
    vits_like(path, nodes, constants)


def mad(path):
    """Answers what is no number."""
    nodes = [
        helper.make_node("Identity", ["input"], ["ids"]),
        *SPEAK,
        helper.make_node("Mul", ["sound", "no_number"], ["spoken"]),
    ]
    vits_like(path, nodes, [constant("no_number", float("nan"), "f4")])


def kokoro(path, tokens, speed, sound, told=False, remarks={}):
    nodes = [
        helper.make_node("Identity", [tokens], ["ids"]),
        helper.make_node("Cast", ["speed"], ["speed_float"], to=FLOAT),
        helper.make_node("Reciprocal", ["speed_float"], ["stretch"]),
        *SPEAK,
        helper.make_node("ReduceMean", ["style"], ["mean"], keepdims=0),
        helper.make_node("Mul", ["sound", "mean"], [sound]),
    ]
    inputs = [
        value(tokens, INT64, [1, "n"]),
        value("style", FLOAT, [1, 256]),
        value("speed", speed, [1]),
    ]
    outputs = [value(sound, FLOAT, ["samples"])]
    if told:
        nodes += [
            helper.make_node("Shape", ["ids"], ["ids_shape"]),
            helper.make_node("Expand", ["one", "ids_shape"], ["duration_all"]),
            helper.make_node("Squeeze", ["duration_all"], ["duration"]),
        ]
        outputs.append(value("duration", INT64, ["n"]))
    write(path, nodes, inputs, outputs, speak_constants(178, 75), remarks=remarks)


def smallest(path):
    inputs, outputs = [value("x", FLOAT, [1])], [value("y", FLOAT, [1])]
    write(path, [helper.make_node("Add", ["x", "x"], ["y"])], inputs, outputs, [])


def hostile():
    shape = [value("input", FLOAT, [1])], [value("output", FLOAT, [1])]
    foreign = helper.make_node("Steal", ["input"], ["output"], domain="org.example.native")
    domain = helper.make_opsetid("org.example.native", 1)
    write("foreign.onnx", [foreign], *shape, [], domains=[domain], check=False)

    weights = constant("weights", [0.0], "f4")
    weights.ClearField("raw_data")
    weights.data_location = TensorProto.EXTERNAL
    weights.external_data.add(key="location", value="../../../etc/passwd")
    add = helper.make_node("Add", ["input", "weights"], ["output"])
    write("external.onnx", [add], *shape, [weights], check=False)

    write("other.onnx", [helper.make_node("Neg", ["input"], ["output"])], *shape, [])


if __name__ == "__main__":
    smallest("../../src/runtime/smallest.onnx")
    vits("vits.onnx", 0)
    vits("vits-speakers.onnx", 3, told="w_ceil")
    vits("vits-float.onnx", 0, ids=FLOAT)
    kokoro("kokoro-tokens.onnx", "tokens", INT32, "audio")
    kokoro("kokoro-ids.onnx", "input_ids", FLOAT, "waveform", told=True)
    hostile()
    masked("vits-masked.onnx")
    hungry("vits-hungry.onnx")
    mad("vits-mad.onnx")
