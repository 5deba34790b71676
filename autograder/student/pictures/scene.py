"""A drawn scene with things of several sizes, to look at through windows."""

import numpy as np

SKY, CLOUD, SUN = (0.62, 0.80, 0.93), (0.95, 0.97, 0.98), (0.98, 0.87, 0.42)
HILL, GRASS, BLADE = (0.45, 0.66, 0.50), (0.55, 0.74, 0.40), (0.42, 0.60, 0.30)
WALL, MORTAR, ROOF, TILE = (0.86, 0.78, 0.66), (0.74, 0.65, 0.53), (0.48, 0.36, 0.32), (0.40, 0.29, 0.26)
GLASS, FRAME, DOOR, LEAF, TRUNK = (0.30, 0.42, 0.55), (0.97, 0.95, 0.90), (0.25, 0.40, 0.36), (0.24, 0.46, 0.28), (0.42, 0.31, 0.22)
FUR, STRIPE, MUZZLE, EAR = (0.62, 0.60, 0.58), (0.38, 0.36, 0.36), (0.93, 0.91, 0.88), (0.80, 0.66, 0.64)
IRIS, DARK = (0.70, 0.80, 0.35), (0.08, 0.08, 0.10)


def scene(height: int, width: int) -> np.ndarray:
    """A house, a tree, the sun, and a cat that looks at you from the middle, as a (height, width, 3) array in 0 to 1.

    The scene is the same at every resolution and fills the shorter side; a longer one shows more of sky and meadow.

    >>> scene(48, 64).shape
    (48, 64, 3)
    """
    shorter = min(height, width)
    y = ((np.arange(height) + 0.5 - height / 2) / shorter)[:, None]
    x = ((np.arange(width) + 0.5 - width / 2) / shorter)[None, :]
    image = np.empty((height, width, 3), dtype=np.float32)

    def paint(where: np.ndarray, colour: tuple[float, float, float]) -> None:
        image[np.broadcast_to(where, (height, width))] = colour

    def disc(left: float, top: float, radius: float, flat: float = 1) -> np.ndarray:
        return (x - left) ** 2 + ((y - top) / flat) ** 2 < radius**2

    def block(left: float, top: float, right: float, bottom: float) -> np.ndarray:
        return (left <= x) & (x < right) & (top <= y) & (y < bottom)

    def gable(middle: float, top: float, bottom: float, half: float) -> np.ndarray:
        return (top <= y) & (y < bottom) & (abs(x - middle) < half * (y - top) / (bottom - top))

    paint(y < 9, SKY)
    paint(disc(-0.05, -0.42, 0.07, 0.4) | disc(0.02, -0.40, 0.09, 0.35), CLOUD)
    paint(disc(0.36, -0.36, 0.085), SUN)
    paint(y > 0.03 + 0.05 * np.sin(7 * x + 1), HILL)
    paint(y > 0.2, GRASS)
    paint((y > 0.2) & (np.sin(61 * x + 23 * y) * np.sin(47 * y - 13 * x) > 0.8), BLADE)

    bricks = ((y / 0.03) % 1 < 0.2) | ((x / 0.06 + 0.5 * (np.floor(y / 0.03) % 2)) % 1 < 0.1)
    wall, roof = block(-0.48, -0.17, -0.15, 0.27), gable(-0.315, -0.42, -0.16, 0.2)
    paint(wall, WALL)
    paint(wall & bricks, MORTAR)
    paint(roof, ROOF)
    paint(roof & ((y / 0.035) % 1 < 0.3), TILE)
    for left, top in ((-0.44, -0.11), (-0.29, -0.11), (-0.44, 0.06)):
        paint(block(left - 0.012, top - 0.012, left + 0.102, top + 0.112), FRAME)
        paint(block(left, top, left + 0.09, top + 0.1) & (abs(x - left - 0.045) > 0.006) & (abs(y - top - 0.05) > 0.006), GLASS)
    paint(block(-0.30, 0.08, -0.21, 0.27), DOOR)

    paint(block(0.33, 0.0, 0.38, 0.3), TRUNK)
    for left, top, radius in ((0.355, -0.08, 0.11), (0.29, 0.0, 0.08), (0.42, 0.0, 0.08)):
        paint(disc(left, top, radius), LEAF)

    body, head = disc(0, 0.375, 0.17, 1.5), disc(0, -0.02, 0.17, 0.92)
    stripes = np.sin(90 * (y - 0.6 * abs(x))) > 0.5
    paint(body, FUR)
    paint(body & stripes & (abs(x) > 0.07), STRIPE)
    paint(disc(0, 0.36, 0.07, 2), MUZZLE)
    for side in (-1, 1):
        paint(gable(0.115 * side, -0.25, -0.08, 0.06), FUR)
        paint(gable(0.115 * side, -0.21, -0.10, 0.035), EAR)
    paint(head, FUR)
    paint(head & (y < -0.1) & (abs(x) < 0.08) & (np.cos(85 * x) > 0.5), STRIPE)
    paint(head & (abs(x) > 0.11) & (np.sin(110 * y) > 0.4), STRIPE)
    for side in (-1, 1):
        paint(disc(0.09 * side, -0.045, 0.036), IRIS)
        paint(disc(0.09 * side, -0.045, 0.030) & (abs(x - 0.09 * side) < 0.014), DARK)
        paint(disc(0.045 * side, 0.055, 0.06, 0.75), MUZZLE)
    paint((abs(y - 0.05 - 0.02 * np.cos(30 * abs(x) - 1.6)) < 0.006) & (abs(x) < 0.07), DARK)
    paint((abs(abs(y - 0.045) - 0.12 * (abs(x) - 0.06)) < 0.004) & (abs(abs(x) - 0.14) < 0.07), FRAME)
    paint(disc(0, 0, 0.025, 0.8), EAR)
    return image
