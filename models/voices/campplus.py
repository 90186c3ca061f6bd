"""CAM++, the speaker embedding network, in PyTorch: only what its published weights need, for the export.

Wang et al., "CAM++: A Fast and Efficient Network for Speaker Verification Using Context-Aware Masking", Interspeech 2023
(arXiv 2303.00332). Module names follow the published state dict, so that it loads strictly.
"""

# ruff: noqa: D102 - `forward` is what the class's docstring describes.

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

MELS = 80
EMBEDDING = 192
GROWTH = 32
BOTTLENECK = 4 * GROWTH
CHANNELS = 128
# The masks of the paper's §2.3 see the whole piece and its own stretch of 100 frames (2 s after the first layer's stride).
STRETCH = 100
BLOCKS = ((12, 1), (24, 2), (16, 2))  # layers, dilation


class Nonlinear(nn.Module):
    """Batch normalisation then ReLU, under the name the state dict gives them."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.batchnorm = nn.BatchNorm1d(channels)

    def forward(self, sound: Tensor) -> Tensor:
        return functional.relu(self.batchnorm(sound))


class Residual(nn.Module):
    """A two-dimensional residual block of the head; `stride` halves the frequencies, never time."""

    def __init__(self, channels: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, stride=(stride, 1), padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.shortcut = nn.Sequential()
        if stride != 1:
            self.shortcut = nn.Sequential(nn.Conv2d(channels, channels, 1, stride=(stride, 1), bias=False), nn.BatchNorm2d(channels))

    def forward(self, sound: Tensor) -> Tensor:
        inner = functional.relu(self.bn1(self.conv1(sound)))
        return functional.relu(self.bn2(self.conv2(inner)) + self.shortcut(sound))


class Head(nn.Module):
    """The front-end convolution module (FCM): (batch, mels, frames) to (batch, 320, frames)."""

    def __init__(self, channels: int = 32) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, channels, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.layer1 = nn.Sequential(Residual(channels, 2), Residual(channels, 1))
        self.layer2 = nn.Sequential(Residual(channels, 2), Residual(channels, 1))
        self.conv2 = nn.Conv2d(channels, channels, 3, stride=(2, 1), padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)

    def forward(self, mels: Tensor) -> Tensor:
        inner = functional.relu(self.bn1(self.conv1(mels.unsqueeze(1))))
        inner = self.layer2(self.layer1(inner))
        inner = functional.relu(self.bn2(self.conv2(inner)))
        return inner.flatten(1, 2)


class Tdnn(nn.Module):
    """The first time-delay layer: halves the frames."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.linear = nn.Conv1d(inputs, outputs, 5, stride=2, padding=2, bias=False)
        self.nonlinear = Nonlinear(outputs)

    def forward(self, sound: Tensor) -> Tensor:
        return self.nonlinear(self.linear(sound))


class Mask(nn.Module):
    """Context-aware masking (CAM): a local convolution weighed by what the whole piece and the stretch around sound like."""

    def __init__(self, dilation: int) -> None:
        super().__init__()
        self.linear_local = nn.Conv1d(BOTTLENECK, GROWTH, 3, padding=dilation, dilation=dilation, bias=False)
        self.linear1 = nn.Conv1d(BOTTLENECK, BOTTLENECK // 2, 1)
        self.linear2 = nn.Conv1d(BOTTLENECK // 2, GROWTH, 1)

    def forward(self, sound: Tensor) -> Tensor:
        stretches = functional.avg_pool1d(sound, STRETCH, STRETCH, ceil_mode=True)
        stretches = stretches.unsqueeze(-1).expand(-1, -1, -1, STRETCH).flatten(2)[..., : sound.shape[-1]]
        context = sound.mean(-1, keepdim=True) + stretches
        return self.linear_local(sound) * torch.sigmoid(self.linear2(functional.relu(self.linear1(context))))


class Layer(nn.Module):
    """A layer of a densely connected block."""

    def __init__(self, inputs: int, dilation: int) -> None:
        super().__init__()
        self.nonlinear1 = Nonlinear(inputs)
        self.linear1 = nn.Conv1d(inputs, BOTTLENECK, 1, bias=False)
        self.nonlinear2 = Nonlinear(BOTTLENECK)
        self.cam_layer = Mask(dilation)

    def forward(self, sound: Tensor) -> Tensor:
        return torch.cat([sound, self.cam_layer(self.nonlinear2(self.linear1(self.nonlinear1(sound))))], dim=1)


class Transit(nn.Module):
    """Halves the channels between two dense blocks."""

    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.nonlinear = Nonlinear(inputs)
        self.linear = nn.Conv1d(inputs, inputs // 2, 1, bias=False)

    def forward(self, sound: Tensor) -> Tensor:
        return self.linear(self.nonlinear(sound))


class Statistics(nn.Module):
    """Mean and standard deviation over time: (batch, channels, frames) to (batch, 2 channels)."""

    def forward(self, sound: Tensor) -> Tensor:
        mean = sound.mean(-1)
        # Written out: the unbiased deviation of torch.std has no exact counterpart once exported.
        spread = ((sound - mean.unsqueeze(-1)) ** 2).sum(-1) / (sound.shape[-1] - 1)
        return torch.cat([mean, spread.sqrt()], dim=1)


class Dense(nn.Module):
    """The embedding itself, normalised without affine parameters."""

    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.linear = nn.Conv1d(inputs, EMBEDDING, 1, bias=False)
        self.nonlinear = nn.Sequential()
        self.nonlinear.add_module("batchnorm", nn.BatchNorm1d(EMBEDDING, affine=False))

    def forward(self, statistics: Tensor) -> Tensor:
        return self.nonlinear(self.linear(statistics.unsqueeze(-1)).squeeze(-1))


class CamPlus(nn.Module):
    """(batch, frames, 80) mean-normalised mel filterbanks to (batch, 192) embeddings; at least 4 frames."""

    def __init__(self) -> None:
        super().__init__()
        self.head = Head()
        self.xvector = nn.Sequential()
        self.xvector.add_module("tdnn", Tdnn(MELS // 8 * 32, CHANNELS))
        channels = CHANNELS
        for number, (layers, dilation) in enumerate(BLOCKS, start=1):
            block = nn.Sequential()
            for layer in range(layers):
                block.add_module(f"tdnnd{layer + 1}", Layer(channels + layer * GROWTH, dilation))
            channels += layers * GROWTH
            self.xvector.add_module(f"block{number}", block)
            self.xvector.add_module(f"transit{number}", Transit(channels))
            channels //= 2
        self.xvector.add_module("out_nonlinear", Nonlinear(channels))
        self.xvector.add_module("stats", Statistics())
        self.xvector.add_module("dense", Dense(2 * channels))

    def forward(self, mels: Tensor) -> Tensor:
        return self.xvector(self.head(mels.transpose(1, 2)))
