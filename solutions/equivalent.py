"""Mutants of the references that change nothing an exercise asks for, by exercise, with the reason why each is equivalent."""

EQUIVALENT: dict[str, dict[str, str]] = {
    "compute_rf": {
        'if min(kernel, stride) < 1: -> if min(stride, kernel) < 1:': 'The smaller of two numbers, in either order.',
    },
    "resnet50_rf": {
        "if stride_in not in ('3x3', '1x1'): -> if stride_in not in ('1x1', '3x3'):": 'The same two words, in either order.',
        "network, ends = ([(7, 2), (3, 2)], {'conv1': 1, 'pool1': 2}) -> network, ends = ([(7, 2), (3, 2)], {'conv1': 1, 'pool1': 3})": 'The layer behind the pool is a 1x1 of stride 1, and sees what the pool sees.',
    },
    "dilated_effective_kernel": {
        'if min(kernel, dilation) < 1: -> if min(dilation, kernel) < 1:': 'The smaller of two numbers, in either order.',
    },
    "contributing_pixels": {
        'taps = np.zeros(dilated_effective_kernel(kernel, dilation), dtype=bool) -> taps = np.zeros(dilated_effective_kernel(kernel, dilation))': 'Convolving with 0.0 and 1.0 is the same: what counts is whether the sum is above 0.',
        'mask = np.convolve(mask, taps) > 0 -> mask = np.convolve(taps, mask) > 0': 'Convolution does not mind which of the two comes first.',
    },
    "dilate_instead_of_pool": {
        'dense = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, dilation=jump, bias=layer.bias is not None) -> dense = nn.Conv2d(layer.out_channels, layer.in_channels, layer.kernel_size, dilation=jump, bias=layer.bias is not None)': "The convolution gets the layer's own weight in the next lines; torch runs it by the shape of that.",
        'dense = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, dilation=jump, bias=layer.bias is not None) -> dense = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, dilation=jump)': 'Weight and bias are replaced in the next lines, whatever they were made as.',
        'jump *= layer.stride[0] -> jump *= layer.stride[1]': 'Strides are square in this exercise.',
        'dense = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, dilation=jump, bias=layer.bias is not None) -> dense = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, dilation=jump, bias=layer.bias is None)': 'Weight and bias are replaced in the next lines, whatever they were made as.',
    },
    "aspp_rf": {
        'return [dilated_rf([*layers, (3, 1, rate)])[-1] for rate in rates] -> return [dilated_rf([*layers, (3, 2, rate)])[-1] for rate in rates]': 'The stride of the last layer does not matter to its receptive field.',
        'return [dilated_rf([*layers, (3, 1, rate)])[-1] for rate in rates] -> return [dilated_rf([*layers, (3, 0, rate)])[-1] for rate in rates]': 'The stride of the last layer does not matter to its receptive field, and `dilated_rf` need not validate.',
    },
    "support_window": {
        'if not len(rows): -> if False:': 'The next line takes the least of no rows, which NumPy answers with a ValueError of its own.',
        'raise ValueError -> pass': 'The next line takes the least of no rows, which NumPy answers with a ValueError of its own.',
    },
    "area_ratio": {
        'return 1.0 -> return 2.0': 'Not reached: the last square is the whole map, and holds any threshold.',
        'return 1.0 -> return 0.0': 'Not reached: the last square is the whole map, and holds any threshold.',
        'for reach in range(side // 2 + 1): -> for reach in range(side // 2 * 1):': 'Without the last square, the 1.0 behind the loop is what it would have given.',
        'for reach in range(side // 2 + 1): -> for reach in range(side * 2 + 1):': 'The loop ends at the last square, which holds everything: more turns are not taken.',
        'for reach in range(side // 2 + 1): -> for reach in range(side // 2 + 2):': 'The loop ends at the last square, which holds everything: more turns are not taken.',
        'for reach in range(side // 2 + 1): -> for reach in range(side // 2 + 0):': 'Without the last square, the 1.0 behind the loop is what it would have given.',
        'for reach in range(side // 2 + 1): -> for reach in range(side // 1 + 1):': 'The loop ends at the last square, which holds everything: more turns are not taken.',
    },
    "uniform_erf": {
        'shares = np.convolve(shares, taps) -> shares = np.convolve(taps, shares)': 'Convolution does not mind which of the two comes first.',
    },
    "upsample_nearest": {
        'height, width = x.shape[-2:] -> height, width = x.shape[2:]': 'Maps have four axes, so the last two are those from the third on.',
    },
    "fpn_top_down": {
        'lateral = lateral + upsample_nearest(merged[0], lateral.shape[-2:]) -> lateral = lateral + upsample_nearest(merged[0], lateral.shape[2:])': 'Maps have four axes, so the last two are those from the third on.',
    },
    "unet_merge": {
        'if min(spare_rows, spare_columns) < 0: -> if min(spare_columns, spare_rows) < 0:': 'The smaller of two numbers, in either order.',
        'height, width = up.shape[-2:] -> height, width = up.shape[2:]': 'Maps have four axes, so the last two are those from the third on.',
        'spare_rows, spare_columns = (skip.shape[-2] - height, skip.shape[-1] - width) -> spare_rows, spare_columns = (skip.shape[2] - height, skip.shape[-1] - width)': 'Maps have four axes: the third is the last but one.',
    },
    "hrnet_fuse": {
        'if steps_down >= 0: -> if steps_down > 0:': 'With no steps both branches leave the map as it is.',
        "return F.interpolate(branch, scale_factor=2 ** (-steps_down), mode='nearest') -> return F.interpolate(branch, scale_factor=2 ** (-steps_down))": '`nearest` is what `F.interpolate` does by itself.',
        'if steps_down >= 0: -> if steps_down >= 1:': 'With no steps both branches leave the map as it is.',
    },
    "assign_level": {
        'return min(max(level, 2), 5) -> return min(5, max(level, 2))': 'The smaller of two numbers, in either order.',
        'return min(max(level, 2), 5) -> return min(max(2, level), 5)': 'The larger of two numbers, in either order.',
        'if not (0 < width < math.inf and 0 < height < math.inf): -> if not (0 <= width < math.inf and 0 < height < math.inf):': '`log2` answers a side of 0 with a ValueError of its own.',
        'if not (0 < width < math.inf and 0 < height < math.inf): -> if not (0 < width < math.inf and 0 <= height < math.inf):': '`log2` answers a side of 0 with a ValueError of its own.',
    },
}
