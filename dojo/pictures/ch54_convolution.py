"""Chapter 5.4: a filter over several channels, and a network of several convolutions."""

from matplotlib.figure import Figure

from dojo.pictures.draw import BLUE, GRAY, GREEN, INK, VERMILLION, arrow, box, canvas, frame, text, tint
from dojo.pictures.networks import layer, stack
from dojo.pictures.place import Box

CHANNELS = ("red", VERMILLION), ("green", GREEN), ("blue", BLUE)


def channels() -> Figure:
    """Draw how a filter of three planes makes one feature map of an image with three channels."""
    figure, axes = canvas(16, 9.9)
    total = box(axes, (11.3, 4.6), 1.1, 1.1, "+", INK, size=20)
    for index, (name, color) in enumerate(CHANNELS):
        y = 7.6 - 3 * index
        plane = Box(1.8, y, 2.4, 2.4)
        part = Box(8.6, y, 1.9, 1.9)
        small = Box(5.2, y, 1, 1)
        for place, share in (plane, 0.15), (small, 0.6), (part, 0.25):
            frame(axes, place, color, fill=True, facecolor=tint(color, share), linewidth=1.6)
        window = Box(plane.left[0] + 0.6, plane.top[1] - 0.6, 1, 1)
        frame(axes, window, color, linewidth=2)
        text(axes, (1.8, y - 0.9), name, color)
        text(axes, (3.85, y), "*", INK, 18)
        arrow(axes, small, part)
        arrow(axes, part, total)
    result = Box(14.2, 4.6, 1.9, 1.9)
    frame(axes, result, INK, fill=True, facecolor=tint(GRAY, 0.25), linewidth=1.6)
    arrow(axes, total, result, "bias")
    for x, words in (1.8, "image\n3 channels"), (5.2, "one filter\n3 planes"), (8.6, "3 results"), (14.2, "one map"):
        text(axes, (x, 9.35), words, INK, 11)
    return figure


def deeper() -> Figure:
    """Draw the network from a photo to ten scores, with the shape of each array."""
    figure, axes = canvas(20, 6.7)
    y = 3.7
    places = [
        stack(axes, (1.7, y), 2.6, 2.6, 3, INK),
        stack(axes, (6.3, y), 1.5, 1.5, 6),
        stack(axes, (10.3, y), 0.9, 0.9, 8),
        stack(axes, (14, y), 0.5, 0.5, 10),
        box(axes, (16.5, y), 0.35, 4.6, color=GREEN),
    ]
    scores = layer(axes, (19.2, y), [""] * 10, 0.46, 0.18, VERMILLION)
    for start, end in zip(places[:3], places[1:4], strict=True):
        arrow(axes, start, end, "conv\nReLU\npool")
    arrow(axes, places[3], places[4], "flat")
    arrow(axes, places[4], (scores[0].left[0], y), "dense")
    shapes = "(3, 32, 32)", "(32, 16, 16)", "(64, 8, 8)", "(128, 4, 4)", "(2048,)", "(10,)"
    for x, shape in zip((1.7, 6.3, 10.3, 13.75, 16.6, 19.1), shapes, strict=True):
        text(axes, (x, 0.7), shape, GRAY, 11)
    return figure
