"""Wrong answers to dilate_instead_of_pool."""

import math

import torch
from torch import nn
from torch.nn import functional as F

from solutions.wrong import loses

SAME = "without_strides_it_is_the_same_function"
CONV = "the_layer_behind_a_strided_convolution_is_dilated"
PRODUCT = "dilations_are_the_product_of_all_strides_in_front"
MAX = "a_max_pool_stays_and_dilates_what_is_behind"
AVERAGE = "an_average_pool_stays_and_dilates_what_is_behind"
MAX_BEHIND = "a_max_pool_behind_a_stride_is_dilated_too"
AVERAGE_BEHIND = "an_average_pool_behind_a_stride_is_dilated_too"
OWN_STRIDE = "a_pool_may_have_a_stride_of_its_own"
BIAS = "convolutions_keep_their_bias_or_have_none"
WHOLE = "it_holds_for_whole_networks"
UNTOUCHED = "the_model_stays_as_it_was"


@loses(CONV, PRODUCT, MAX, AVERAGE, MAX_BEHIND, AVERAGE_BEHIND, OWN_STRIDE, WHOLE)
def model_itself(model):
    """The model still shrinks its image: where does it lose units, and what would it take to keep them?"""
    return model


@loses(CONV, PRODUCT, MAX, AVERAGE, MAX_BEHIND, AVERAGE_BEHIND, OWN_STRIDE, WHOLE)
def strides_dropped(model):
    """At stride 1 the units that a later kernel used to read are no neighbours any more: make it reach for them."""

    class Dense(nn.Module):
        def forward(self, x):
            for layer in model:
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=1)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=1)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=1, groups=x.shape[1])
                else:
                    x = layer(x)
            return x

    return Dense()


@loses(CONV, PRODUCT, MAX, AVERAGE, MAX_BEHIND, AVERAGE_BEHIND, OWN_STRIDE, WHOLE)
def values_repeated(model):
    """Repeating every value gives as many units and no new ones: shift the image by a pixel, and the model says something else."""

    class Repeated(nn.Module):
        def forward(self, x):
            window, total = 1, 1
            for layer in model:
                if not isinstance(layer, nn.ReLU):
                    kernel, stride = layer.kernel_size, layer.stride
                    kernel, stride = (kernel[0], stride[0]) if isinstance(layer, nn.Conv2d) else (kernel, stride)
                    window, total = window + (kernel - 1) * total, total * stride
            repeated = model(x).repeat_interleave(total, -2).repeat_interleave(total, -1)
            return repeated[..., : x.shape[-2] - window + 1, : x.shape[-1] - window + 1]

    return Repeated()


@loses(MAX, AVERAGE, MAX_BEHIND, AVERAGE_BEHIND, OWN_STRIDE, WHOLE)
def pools_left_out(model):
    """A pool does not only shrink: its maximum or average is part of what the network computes."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.ReLU):
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(CONV, PRODUCT, MAX, AVERAGE, MAX_BEHIND, AVERAGE_BEHIND, OWN_STRIDE, WHOLE)
def dilated_by_its_own_stride(model):
    """A layer's own stride moves its next unit and not its taps: it counts for the layers behind."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                jump *= stride
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
            return x

    return Dense()


@loses(PRODUCT, WHOLE)
def latest_stride_only(model):
    """Behind two strides of 2 the units of the strided network lie 4 apart: the strides multiply."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump = stride if stride > 1 else jump
            return x

    return Dense()


@loses(PRODUCT, MAX_BEHIND, AVERAGE_BEHIND, WHOLE)
def only_the_next_layer(model):
    """Once the units lie apart they stay apart: every layer behind the stride is dilated, not only the next one."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump = stride if not isinstance(layer, nn.ReLU) else jump
            return x

    return Dense()


@loses(CONV, PRODUCT, WHOLE)
def only_pools_have_strides(model):
    """Convolutions can be strided too, and a strided one shrinks its image as a pool does."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, stride=layer.stride, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= 1 if isinstance(layer, nn.Conv2d) else stride
            return x

    return Dense()


@loses(MAX_BEHIND, AVERAGE_BEHIND, WHOLE)
def pools_not_dilated(model):
    """A pool reads units of the layer in front as a convolution does, and behind a stride those lie apart."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1)
                elif isinstance(layer, nn.AvgPool2d):
                    x = F.avg_pool2d(x, layer.kernel_size, stride=1)
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(AVERAGE_BEHIND, WHOLE)
def average_of_neighbours(model):
    """`AvgPool2d` averages neighbours, but behind a stride it has to average units that lie a jump apart."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    x = F.avg_pool2d(x, layer.kernel_size, stride=1)
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(AVERAGE_BEHIND, WHOLE)
def average_of_a_larger_window(model):
    """A larger kernel also averages what lies between the taps, which the strided network never read."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    x = F.avg_pool2d(x, jump * (layer.kernel_size - 1) + 1, stride=1)
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(MAX_BEHIND, WHOLE)
def maximum_of_a_larger_window(model):
    """A larger kernel also looks at what lies between the taps, which the strided network never read."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, jump * (layer.kernel_size - 1) + 1, stride=1)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(AVERAGE, AVERAGE_BEHIND, WHOLE)
def every_pool_a_maximum(model):
    """An average pool takes averages, and a maximum is none."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d | nn.AvgPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(MAX, MAX_BEHIND, WHOLE)
def every_pool_an_average(model):
    """A max pool takes the largest value, and an average is not that."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d | nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(WHOLE)
def averages_of_one_image(model):
    """A batch can hold several images; a pool averages each of them."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x[:1], weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(AVERAGE, AVERAGE_BEHIND, WHOLE)
def square_maps_only(model):
    """Rows and columns need not be equally many."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    windows = F.unfold(x, layer.kernel_size, dilation=jump)
                    side = math.isqrt(windows.shape[-1])
                    x = windows.view(*x.shape[:2], -1, side, side).mean(2)
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(SAME, CONV, PRODUCT, MAX, AVERAGE, MAX_BEHIND, AVERAGE_BEHIND, OWN_STRIDE, BIAS, WHOLE)
def zeros_around(model):
    """Padding with zeros makes units out of pixels that do not exist; the model has none, and the law counts its units exactly."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump, padding=jump * (layer.kernel_size[0] // 2))
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(BIAS, WHOLE)
def bias_forgotten(model):
    """A convolution adds its bias to what its kernel gives: it is part of the weights."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(BIAS, WHOLE)
def bias_taken_for_granted(model):
    """A convolution made with `bias=False` has None there."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias.clone(), dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(OWN_STRIDE, WHOLE)
def pool_kernel_as_its_stride(model):
    """A pool moves by its kernel only where it has no stride of its own: `layer.stride` knows."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "kernel_size", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(CONV, PRODUCT, MAX, AVERAGE, MAX_BEHIND, AVERAGE_BEHIND, OWN_STRIDE, WHOLE)
def strides_behind(model):
    """What a stride does to the units concerns the layers that read them, which come behind it and not in front."""

    class Dense(nn.Module):
        def forward(self, x):
            strides = [getattr(layer, "stride", 1) for layer in model]
            strides = [stride if isinstance(stride, int) else stride[0] for stride in strides]
            for place, layer in enumerate(model):
                jump = math.prod(strides[place + 1 :])
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
            return x

    return Dense()


@loses(CONV, PRODUCT, MAX, AVERAGE, MAX_BEHIND, AVERAGE_BEHIND, OWN_STRIDE, WHOLE)
def total_stride_everywhere(model):
    """A layer is dilated by the strides in front of it; those behind do not concern it."""

    class Dense(nn.Module):
        def forward(self, x):
            strides = [getattr(layer, "stride", 1) for layer in model]
            jump = math.prod(stride if isinstance(stride, int) else stride[0] for stride in strides)
            for layer in model:
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
            return x

    return Dense()


@loses(SAME, WHOLE)
def relus_dropped(model):
    """ReLUs have neither kernel nor stride, but they are part of what the network computes."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    pass
                jump *= stride
            return x

    return Dense()


@loses(SAME, CONV, PRODUCT, MAX, AVERAGE, MAX_BEHIND, AVERAGE_BEHIND, OWN_STRIDE, BIAS, WHOLE, UNTOUCHED)
def fresh_weights(model):
    """A new convolution begins with weights of its own: hand it those of the model."""

    class Average(nn.Module):
        def __init__(self, kernel, dilation):
            super().__init__()
            self.kernel, self.dilation = kernel, dilation

        def forward(self, x):
            weight = torch.ones(x.shape[1], 1, self.kernel, self.kernel) / self.kernel**2
            return F.conv2d(x, weight, dilation=self.dilation, groups=x.shape[1])

    layers, jump = [], 1
    for layer in model:
        if isinstance(layer, nn.Conv2d):
            bias = layer.bias is not None
            layers.append(nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, dilation=jump, bias=bias))
            jump *= layer.stride[0]
        elif isinstance(layer, nn.MaxPool2d):
            layers.append(nn.MaxPool2d(layer.kernel_size, stride=1, dilation=jump))
            jump *= layer.stride
        elif isinstance(layer, nn.AvgPool2d):
            layers.append(Average(layer.kernel_size, jump))
            jump *= layer.stride
        else:
            layers.append(layer)
    return nn.Sequential(*layers)


@loses(SAME, CONV, PRODUCT, MAX, AVERAGE, MAX_BEHIND, AVERAGE_BEHIND, OWN_STRIDE, BIAS, WHOLE, UNTOUCHED)
def function_returned(model):
    """A function is no `nn.Module`: it has no weights that could be saved, moved or trained."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense().forward


@loses(UNTOUCHED)
def model_rewritten(model):
    """These are the model's own layers: what you set on them, the caller finds. Make new ones, or copy the model first."""

    class Average(nn.Module):
        def __init__(self, kernel, dilation):
            super().__init__()
            self.kernel, self.dilation = kernel, dilation

        def forward(self, x):
            weight = torch.ones(x.shape[1], 1, self.kernel, self.kernel) / self.kernel**2
            return F.conv2d(x, weight, dilation=self.dilation, groups=x.shape[1])

    jump = 1
    for place, layer in enumerate(model):
        if isinstance(layer, nn.Conv2d):
            stride, layer.stride, layer.dilation = layer.stride[0], (1, 1), (jump, jump)
        elif isinstance(layer, nn.MaxPool2d):
            stride, layer.stride, layer.dilation = layer.stride, 1, jump
        elif isinstance(layer, nn.AvgPool2d):
            stride, model[place] = layer.stride, Average(layer.kernel_size, jump)
        else:
            stride = 1
        jump *= stride
    return model


@loses(UNTOUCHED)
def strides_changed_while_running(model):
    """The layers belong to the model: what the dense network sets on them when it runs, the model finds afterwards."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    layer.dilation = (jump, jump)
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=layer.dilation)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(UNTOUCHED)
def model_put_to_eval(model):
    """`eval()` changes the mode of every part of a model that belongs to somebody else."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    model.eval()
    return Dense()


@loses(UNTOUCHED)
def hooks_left_behind(model):
    """A hook stays on the model until somebody removes it."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    for layer in model:
        layer.register_forward_hook(lambda layer, args, out: None)
    return Dense()


@loses(UNTOUCHED)
def gradients_asked_of_the_image(model):
    """`requires_grad_` changes the image of the caller: work on a copy, or leave that to whoever wants gradients."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            x.requires_grad_()
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(UNTOUCHED)
def remembered_by_the_number_of_layers(model, memory={}):
    """Models with as many layers are not the same model."""
    model = memory.setdefault(len(model), model)

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(UNTOUCHED)
def remembers_every_model(model, models=[]):
    """A default list is made once, when the function is defined: the second call still finds the model of the first."""
    models.append(model)
    model = models[0]

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(OWN_STRIDE, WHOLE)
def average_pool_kernel_as_its_stride(model):
    """Average pools can have a stride of their own too, as max pools can: `layer.stride` knows."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= layer.kernel_size if isinstance(layer, nn.AvgPool2d) else stride
            return x

    return Dense()


@loses(UNTOUCHED)
def relus_in_place(model):
    """A ReLU that works in place overwrites what it reads, and at the front of a network that is the image of the caller."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = F.relu_(x)
                jump *= stride
            return x

    return Dense()


@loses(UNTOUCHED)
def remembered_by_its_print(model, memory={}):
    """`str(model)` tells of the layers and not of their weights: models that print alike can compute something else."""
    model = memory.setdefault(str(model), model)

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(PRODUCT, WHOLE)
def strides_added(model):
    """Every stride stretches all the gaps that those before it have made: two strides of 3 put the units 9 apart, not 5."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump += stride - 1
            return x

    return Dense()


@loses(CONV, PRODUCT, MAX, AVERAGE, MAX_BEHIND, AVERAGE_BEHIND, OWN_STRIDE, WHOLE)
def every_stride_is_two(model):
    """Strides can be larger than 2: ask each layer how far it moves."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= 2 if stride > 1 else 1
            return x

    return Dense()


@loses(PRODUCT, WHOLE)
def dilations_capped(model):
    """A dilation follows from the strides in front, however large it grows: at any other the kernel reads units that the model does not."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                jump = min(jump, 8)
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(OWN_STRIDE)
def average_of_one_left_out(model):
    """An average of one value changes nothing, but the pool still has a stride, and that spreads what is behind."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                if isinstance(layer, nn.AvgPool2d) and layer.kernel_size == 1:
                    continue
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(AVERAGE, AVERAGE_BEHIND, WHOLE)
def sums_for_averages(model):
    """A kernel of ones adds up; what makes an average of it?"""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size)
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(AVERAGE, AVERAGE_BEHIND, WHOLE)
def averages_mix_the_channels(model):
    """A pool works in each channel by itself, and a plain convolution reads them all."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], x.shape[1], layer.kernel_size, layer.kernel_size)
                    x = F.conv2d(x, weight / weight[0].numel(), dilation=jump)
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(AVERAGE, AVERAGE_BEHIND, WHOLE)
def channels_of_the_image(model):
    """The number of channels changes from layer to layer: a pool has as many as the layer in front of it gives."""

    class Dense(nn.Module):
        def forward(self, x):
            jump, channels = 1, x.shape[1]
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(channels, 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=channels)
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(UNTOUCHED)
def gradients_cleared(model):
    """`zero_grad` throws away gradients that somebody else may still need: the model is not yours to tidy up."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    model.zero_grad()
    return Dense()


@loses(UNTOUCHED)
def model_frozen(model):
    """`requires_grad_(False)` freezes the weights of the caller's model as well: they are the same ones."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    model.requires_grad_(False)
    return Dense()


@loses(CONV, PRODUCT, MAX, AVERAGE, MAX_BEHIND, AVERAGE_BEHIND, OWN_STRIDE, WHOLE)
def interpolated(model):
    """Interpolating makes units from their neighbours and not from the image: what the model says between them, it has not been asked."""

    class Interpolated(nn.Module):
        def forward(self, x):
            window, total = 1, 1
            for layer in model:
                if not isinstance(layer, nn.ReLU):
                    kernel, stride = layer.kernel_size, layer.stride
                    kernel, stride = (kernel[0], stride[0]) if isinstance(layer, nn.Conv2d) else (kernel, stride)
                    window, total = window + (kernel - 1) * total, total * stride
            size = x.shape[-2] - window + 1, x.shape[-1] - window + 1
            return F.interpolate(model(x), size=size, mode="bilinear")

    return Interpolated()


@loses(CONV, PRODUCT, MAX, AVERAGE, MAX_BEHIND, AVERAGE_BEHIND, OWN_STRIDE, WHOLE, UNTOUCHED)
def shifts_transposed(model):
    """An image moved by some rows tells of the rows between: keep the order of the two shifts when you put the units together."""

    class Stitched(nn.Module):
        def forward(self, x):
            strides = [getattr(layer, "stride", 1) for layer in model]
            total = math.prod(stride if isinstance(stride, int) else stride[0] for stride in strides)
            parts = [[model(x[..., i:, j:]) for j in range(total)] for i in range(total)]
            rows, columns = sum(row[0].shape[-2] for row in parts), sum(part.shape[-1] for part in parts[0])
            out = torch.zeros(*parts[0][0].shape[:2], rows, columns)
            for i in range(total):
                for j in range(total):
                    out[..., j::total, i::total] = parts[i][j]
            return out

    return Stitched()


@loses(CONV, PRODUCT, MAX, AVERAGE, MAX_BEHIND, AVERAGE_BEHIND, OWN_STRIDE, WHOLE)
def stitched_the_other_way(model):
    """An image that starts a pixel later gives the units that come a pixel later, not those in front."""

    class Stitched(nn.Module):
        def forward(self, x):
            strides = [getattr(layer, "stride", 1) for layer in model]
            total = math.prod(stride if isinstance(stride, int) else stride[0] for stride in strides)
            parts = [[model(x[..., i:, j:]) for j in range(total)] for i in range(total)]
            rows, columns = sum(row[0].shape[-2] for row in parts), sum(part.shape[-1] for part in parts[0])
            out = torch.zeros(*parts[0][0].shape[:2], rows, columns)
            for i in range(total):
                for j in range(total):
                    units = out[..., (total - i) % total :: total, (total - j) % total :: total]
                    part = parts[i][j][..., : units.shape[-2], : units.shape[-1]]
                    units[..., : part.shape[-2], : part.shape[-1]] = part
            return out

    return Stitched()


@loses(SAME, CONV, PRODUCT, MAX, AVERAGE, MAX_BEHIND, AVERAGE_BEHIND, OWN_STRIDE, BIAS, WHOLE)
def image_size_kept(model):
    """A unit at every pixel where the model could have one: it pads nothing, so near the borders there are no units to make up."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if not isinstance(layer, nn.ReLU):
                    kernel = layer.kernel_size[0] if isinstance(layer, nn.Conv2d) else layer.kernel_size
                    missing = jump * (kernel - 1)
                    before, behind = missing // 2, missing - missing // 2
                    x = F.pad(x, (before, behind, before, behind))
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(SAME, CONV, PRODUCT, MAX, AVERAGE, MAX_BEHIND, AVERAGE_BEHIND, OWN_STRIDE, BIAS, WHOLE, UNTOUCHED)
def fresh_biases(model):
    """A new convolution begins with a random bias too: hand it both, the weight and the bias of the model."""

    class Average(nn.Module):
        def __init__(self, kernel, dilation):
            super().__init__()
            self.kernel, self.dilation = kernel, dilation

        def forward(self, x):
            weight = torch.ones(x.shape[1], 1, self.kernel, self.kernel) / self.kernel**2
            return F.conv2d(x, weight, dilation=self.dilation, groups=x.shape[1])

    layers, jump = [], 1
    for layer in model:
        if isinstance(layer, nn.Conv2d):
            bias = layer.bias is not None
            dense = nn.Conv2d(layer.in_channels, layer.out_channels, layer.kernel_size, dilation=jump, bias=bias)
            dense.weight = layer.weight
            layers.append(dense)
            jump *= layer.stride[0]
        elif isinstance(layer, nn.MaxPool2d):
            layers.append(nn.MaxPool2d(layer.kernel_size, stride=1, dilation=jump))
            jump *= layer.stride
        elif isinstance(layer, nn.AvgPool2d):
            layers.append(Average(layer.kernel_size, jump))
            jump *= layer.stride
        else:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)


@loses(UNTOUCHED)
def convolutions_edited_in_place(model):
    """The new pools are yours, but the convolutions are still the model's own: set on them, stride and dilation change it as well."""

    class Average(nn.Module):
        def __init__(self, kernel, dilation):
            super().__init__()
            self.kernel, self.dilation = kernel, dilation

        def forward(self, x):
            weight = torch.ones(x.shape[1], 1, self.kernel, self.kernel) / self.kernel**2
            return F.conv2d(x, weight, dilation=self.dilation, groups=x.shape[1])

    layers, jump = [], 1
    for layer in model:
        if isinstance(layer, nn.Conv2d):
            stride, layer.stride, layer.dilation = layer.stride[0], (1, 1), (jump, jump)
            layers.append(layer)
            jump *= stride
        elif isinstance(layer, nn.MaxPool2d):
            layers.append(nn.MaxPool2d(layer.kernel_size, stride=1, dilation=jump))
            jump *= layer.stride
        elif isinstance(layer, nn.AvgPool2d):
            layers.append(Average(layer.kernel_size, jump))
            jump *= layer.stride
        else:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)


@loses(CONV, PRODUCT, WHOLE)
def strides_of_convolutions_not_counted(model):
    """The stride that you take from a convolution spreads what comes behind it, just as that of a pool does."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= 1 if isinstance(layer, nn.Conv2d) else stride
            return x

    return Dense()


@loses(MAX, AVERAGE, MAX_BEHIND, AVERAGE_BEHIND, OWN_STRIDE, WHOLE)
def strides_of_pools_not_counted(model):
    """The stride that you take from a pool spreads what comes behind it, just as that of a convolution does."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for layer in model:
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride if isinstance(layer, nn.Conv2d) else 1
            return x

    return Dense()


@loses(CONV, PRODUCT, MAX, AVERAGE, MAX_BEHIND, AVERAGE_BEHIND, OWN_STRIDE, WHOLE)
def enlarged_to_the_right_size(model):
    """Enlarging copies the units that are there; what the model says of an image moved by one pixel, it has not been asked."""

    class Enlarged(nn.Module):
        def forward(self, x):
            window, total = 1, 1
            for layer in model:
                if not isinstance(layer, nn.ReLU):
                    kernel, stride = layer.kernel_size, layer.stride
                    kernel, stride = (kernel[0], stride[0]) if isinstance(layer, nn.Conv2d) else (kernel, stride)
                    window, total = window + (kernel - 1) * total, total * stride
            size = x.shape[-2] - window + 1, x.shape[-1] - window + 1
            return F.interpolate(model(x), size=size, mode="nearest")

    return Enlarged()


@loses(WHOLE)
def leading_relu_dropped(model):
    """A ReLU in front of everything is part of the network too: an image can hold negative numbers."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for place, layer in enumerate(model):
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=1, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, dilation=jump, groups=x.shape[1])
                elif place > 0:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()


@loses(CONV, WHOLE)
def last_stride_kept(model):
    """Nothing comes behind the last layer to be dilated, but with its stride it still leaves units out."""

    class Dense(nn.Module):
        def forward(self, x):
            jump = 1
            for place, layer in enumerate(model, 1):
                stride = layer.stride[0] if isinstance(layer, nn.Conv2d) else getattr(layer, "stride", 1)
                step = stride if place == len(model) else 1
                if isinstance(layer, nn.Conv2d):
                    x = F.conv2d(x, layer.weight, layer.bias, stride=step, dilation=jump)
                elif isinstance(layer, nn.MaxPool2d):
                    x = F.max_pool2d(x, layer.kernel_size, stride=step, dilation=jump)
                elif isinstance(layer, nn.AvgPool2d):
                    weight = torch.ones(x.shape[1], 1, layer.kernel_size, layer.kernel_size) / layer.kernel_size**2
                    x = F.conv2d(x, weight, stride=step, dilation=jump, groups=x.shape[1])
                else:
                    x = layer(x)
                jump *= stride
            return x

    return Dense()
