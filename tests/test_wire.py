"""Plain data survives the wire, numbers of every kind become plain, and garbage is refused."""

import itertools
import math
import struct
from collections import OrderedDict
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from autograder.isolation.plain import alike, copied, plain
from autograder.isolation.wire import MAX_DEPTH, Opaque, WireError, pack, unpack
from autograder.layer import Layer

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
layers = st.builds(Layer, *[st.integers(0, 9)] * 4)
values = st.recursive(
    scalars | layers,
    lambda inner: st.lists(inner, max_size=4) | st.tuples(inner, inner) | st.dictionaries(st.text() | st.integers(), inner, max_size=3),
)


@given(values)
def test_plain_data_comes_back_as_it_went(value):
    back = unpack(pack(value))
    assert back == value and type(back) is type(value)


def test_layers_stay_layers():
    [layer] = unpack(pack([Layer(3, dilation=2)]))
    assert isinstance(layer, Layer)


@pytest.mark.parametrize("dtype", "bool int8 uint8 int32 int64 float16 float32 float64".split())
@pytest.mark.parametrize("shape", [(0,), (3,), (2, 3), (1, 2, 0)])
def test_arrays_keep_dtype_and_shape(dtype, shape):
    array = np.arange(math.prod(shape)).reshape(shape).astype(dtype)
    back = unpack(pack(array))
    assert back.dtype == array.dtype and back.shape == shape and (back == array).all()


def test_tensors_are_tensors_for_students_and_arrays_for_the_judge():
    tensor = torch.tensor([[1.5, 2.5]], requires_grad=True)
    assert torch.equal(unpack(pack(tensor), tensors=True), tensor.detach())
    assert isinstance(unpack(pack(tensor)), np.ndarray)


@pytest.mark.parametrize(
    ("theirs", "plain"),
    [
        (np.int64(9), 9),
        (np.float32(8.5), 8.5),
        (np.bool_(True), True),
        (np.array(9), 9),
        (torch.tensor(9), 9),
        (torch.tensor(8.5), 8.5),
        (Fraction(9), 9),
        (Fraction(17, 2), 8.5),
        (Decimal("9"), 9),
        (9 + 0j, 9.0),
        (2361183241434822606847, 2361183241434822606847),
        (np.array([2**70, 1], dtype=object), [2**70, 1]),
        (range(3), [0, 1, 2]),
        ((n for n in (1, 3)), [1, 3]),
        (itertools.accumulate([1, 2]), [1, 3]),
        ({"a": 1}.values(), [1]),
        (OrderedDict(a=1), {"a": 1}),
        (Layer, Opaque("type")),
        (object(), Opaque("object")),
        (2j, Opaque("complex")),
    ],
)
def test_whatever_equals_a_number_becomes_that_number(theirs, plain):
    back = unpack(pack(theirs))
    assert back == plain and type(back) is type(plain)


@pytest.mark.parametrize(
    "tensor", [torch.arange(6.0).reshape(2, 3).T, torch.tensor([1, 2]), torch.tensor([True]), torch.zeros(0, 2), torch.ones(2, requires_grad=True), torch.tensor(3.0).expand(4)]
)
def test_a_copy_is_what_the_wire_makes_of_it(tensor):
    mine, sent = copied([tensor])[0], unpack(pack([tensor]), tensors=True)[0]
    assert torch.equal(mine, sent) and mine.dtype == sent.dtype and (mine.stride() == sent.stride() or not tensor.numel())
    assert mine.is_leaf and not mine.requires_grad and mine.data_ptr() != tensor.data_ptr() or not tensor.numel()


@given(values)
def test_what_is_plain_without_a_frame_is_what_a_frame_makes_of_it(value):
    assert alike(plain(value), unpack(pack(value)))


@pytest.mark.parametrize(
    "value",
    [
        [np.int64(3), np.float32(0.1), np.float64(2.5), np.bool_(True), np.array(7), np.zeros(0)],
        {"a": torch.arange(3), "b": torch.ones(2, requires_grad=True), "c": torch.nn.Parameter(torch.zeros(1)), 3: np.array([True])},
        (np.arange(6).reshape(2, 3).T, OrderedDict(x=float("nan")), set(), {1}, range(3), Decimal("1.5"), "\ud800", 10**400),
    ],
)
def test_values_of_answers_become_what_a_frame_makes_of_them(value):
    assert alike(plain(value), unpack(pack(value)))


def test_plain_values_are_copies():
    given = [np.zeros(2), [1], torch.zeros(2)]
    left = plain(given)
    given[0][0], given[2][0] = 5, 5
    given[1].append(2)
    assert not left[0].any() and left[1] == [1] and not left[2].any()


class Friendly(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


def test_a_friendly_eq_does_not_get_through():
    assert unpack(pack([Friendly(3)])) != [4] and plain([Friendly(3)]) != [4]


def test_too_much_is_refused():
    deep = []
    for _ in range(MAX_DEPTH + 5):
        deep = [deep]
    cyclic = []
    cyclic.append(cyclic)
    for value in (deep, cyclic, itertools.count(), np.zeros(10_000_000)):
        with pytest.raises(WireError):
            plain(value)
        with pytest.raises(WireError):
            pack(value)


@pytest.mark.parametrize(
    "tree", ['{"handle": [[], {"dict": []}]}', '{"part": ["x", 5]}', '{"network": [5, 5]}', '{"network": [[5], {"dict": []}]}', '{"tuple": {"array": 0}}', '{"layer": "abc"}']
)
def test_records_of_odd_parts_are_refused(tree):
    shapes = b'[["<f4", [1000, 0]]]' if "array" in tree else b"[]"
    with pytest.raises(WireError):
        unpack(struct.pack("<II", len(shapes), len(tree)) + shapes + tree.encode())


@pytest.mark.parametrize("value", [np.zeros((300_000, 0)), [np.zeros((1000, 0)) for _ in range(300)]])
def test_rows_without_columns_count_though_they_take_no_bytes(value):
    with pytest.raises(WireError):
        pack(value)


def test_an_array_stands_in_a_frame_once():
    shapes, tree = b'[["<f8", [1]]]', b'[{"array": 0}, {"array": 0}]'
    with pytest.raises(WireError, match="twice"):
        unpack(struct.pack("<II", len(shapes), len(tree)) + shapes + tree + bytes(8))


@pytest.mark.parametrize(
    "tree", ["[" * 200 + "]" * 200, '["[[[", ' + '{"tuple": [' * 90 + "]}" * 90 + "]", '["\\"", ' + "[" * 120 + "]" * 120 + "]"], ids=["lists", "tuples", "quotes"]
)
def test_what_no_value_of_ours_can_be_is_refused(tree):
    with pytest.raises(WireError, match="nested"):
        unpack(struct.pack("<II", 2, len(tree)) + b"[]" + tree.encode())


@pytest.mark.parametrize("text", ["[" * 5000, "]" * 5000, '"[' * 500, "\\" + "[" * 500 + '"', "{" * 500])
def test_brackets_in_a_text_are_no_nesting(text):
    assert unpack(pack([text, [text]])) == [text, [text]]


@pytest.mark.parametrize(("text", "back"), [("a\ud800b", "a?b"), ("\udfff", "?"), ("\\ud800", "\\ud800"), ("\U0001f600\\", "\U0001f600\\"), ("\udc00\ud800", "??")])
def test_half_characters_become_question_marks(text, back):
    assert unpack(pack({"x": [text]})) == {"x": [back]}


@given(st.binary(max_size=200))
def test_garbage_is_refused(frame):
    with pytest.raises(WireError):
        unpack(frame)


@given(values, st.data())
def test_a_damaged_frame_is_refused_or_plain(value, data):
    frame = bytearray(pack([value, np.arange(3)]))
    for _ in range(3):
        frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    try:
        unpack(bytes(frame))
    except WireError:
        pass
