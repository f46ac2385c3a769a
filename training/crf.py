"""Training.  The linear-chain conditional random field's losses, for whole and for partial labels.

A word may allow several labels (`allowed`): where a corpus does not tell them apart, all paths
through allowed labels count as right.  A line break ends one chain and begins the next, as it does
in `generator.encoder.decode`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn

FORBIDDEN = -1e4
_LEAST = 1e-30
"""Keeps the logarithm of what no path reaches finite; far below any path that counts."""


def positions(roles: tuple[str, ...]) -> tuple[str, ...]:
    """The labels of `roles`: outside, begin, inside, end, single."""
    return ("O", *(f"{place}-{role}" for role in roles for place in "BIES"))


def may_follow(before: str, after: str) -> bool:
    """Whether label `after` can come right after label `before` in one line."""
    going_on = before[0] in "BI"
    if after[0] in "IE":
        return going_on and before[2:] == after[2:]
    return not going_on


class Terms(NamedTuple):
    """Scores of label after label, of a line's first label and of its last."""

    transitions: Tensor
    start: Tensor
    end: Tensor


class Expected(NamedTuple):
    """How often a chain expects each label at each word, and each succession of labels in all."""

    labels: Tensor
    terms: Terms


def mean(expected: Sequence[Expected]) -> Expected:
    """The mean of what several chains expect."""
    labels = torch.stack([e.labels for e in expected]).mean(0)
    terms = zip(*(e.terms for e in expected), strict=True)
    return Expected(labels, Terms(*(torch.stack(each).mean(0) for each in terms)))


class Chain(nn.Module):
    """Scores of transitions, starts and ends; those that no tagging could mean are forbidden."""

    allowed_moves: Tensor
    allowed_start: Tensor
    allowed_end: Tensor

    def __init__(self, labels: tuple[str, ...]) -> None:
        super().__init__()
        self.labels = labels
        n = len(labels)
        self.transitions = nn.Parameter(torch.zeros(n, n))
        self.start = nn.Parameter(torch.zeros(n))
        self.end = nn.Parameter(torch.zeros(n))
        moves = torch.tensor([[may_follow(a, b) for b in labels] for a in labels])
        self.register_buffer("allowed_moves", moves, persistent=False)
        self.register_buffer(
            "allowed_start", torch.tensor([x[0] not in "IE" for x in labels]), persistent=False
        )
        self.register_buffer(
            "allowed_end", torch.tensor([x[0] not in "BI" for x in labels]), persistent=False
        )

    def scores(self) -> Terms:
        """Transitions, start and end, with what is forbidden in place."""
        return Terms(
            self.transitions.masked_fill(~self.allowed_moves, FORBIDDEN),
            self.start.masked_fill(~self.allowed_start, FORBIDDEN),
            self.end.masked_fill(~self.allowed_end, FORBIDDEN),
        )

    def loss(self, scores: Tensor, allowed: Tensor, breaks: Tensor, lengths: Tensor) -> Tensor:
        """Negative log likelihood, summed over the windows.

        Args:
            scores: windows x words x labels.
            allowed: the same shape, true where the label may be right.
            breaks: windows x words, true at a word that begins a line.
            lengths: words a window; what comes after does not count.
        """
        right = scores.masked_fill(~allowed, FORBIDDEN)
        both = torch.cat([scores, right])
        paths = _log_sum(both, self.scores(), breaks.repeat(2, 1), lengths.repeat(2))
        everything, good = paths.chunk(2)
        return (everything - good).sum()

    def expected(self, scores: Tensor, breaks: Tensor, lengths: Tensor) -> Expected:
        """What this chain expects of windows: the derivatives of its summed paths' logarithm."""
        with torch.enable_grad():
            given = scores.detach().requires_grad_()
            terms = Terms(*(t.detach().requires_grad_() for t in self.scores()))
            total = _log_sum(given, terms, breaks, lengths).sum()
            labels, *rest = torch.autograd.grad(total, (given, *terms))
        return Expected(labels, Terms(*rest))

    def divergence(
        self, scores: Tensor, teacher: Expected, breaks: Tensor, lengths: Tensor
    ) -> Tensor:
        """Cross-entropy of whole label sequences against a teacher's chain, summed over windows."""
        terms = self.scores()
        agreed = (scores * teacher.labels).sum()
        for ours, theirs in zip(terms, teacher.terms, strict=True):
            agreed = agreed + (ours * theirs).sum()
        return _log_sum(scores, terms, breaks, lengths).sum() - agreed


def _log_sum(scores: Tensor, terms: Terms, breaks: Tensor, lengths: Tensor) -> Tensor:
    """Log of the summed weight of all paths, one a window.

    Each step is a matrix (label to label); steps are multiplied pairwise, in as many rounds as a
    binary tree over the words has levels.  A window that begins or ends within a line takes no
    start or end scores there.
    """
    transitions, start, end = terms
    n = scores.shape[2]
    across = end.unsqueeze(1) + start.unsqueeze(0)
    steps = torch.where(breaks[:, 1:, None, None], across, transitions) + scores[:, 1:, None, :]
    nothing = torch.full((n, n), FORBIDDEN, device=scores.device)
    nothing.fill_diagonal_(0.0)
    words = torch.arange(1, scores.shape[1], device=scores.device)
    steps = torch.where((words < lengths[:, None])[:, :, None, None], steps, nothing)
    alpha = scores[:, 0] + start * breaks[:, :1]
    while steps.shape[1] > 1:
        if steps.shape[1] % 2:
            steps = torch.cat([steps, nothing.expand(len(steps), 1, n, n)], 1)
        steps = _product(steps[:, ::2], steps[:, 1::2])
    if steps.shape[1]:
        alpha = torch.logsumexp(alpha.unsqueeze(-1) + steps[:, 0], 1)
    return torch.logsumexp(alpha, -1)


def _product(first: Tensor, second: Tensor) -> Tensor:
    """Products of matrices given, and returned, as logarithms."""
    rows = first.detach().amax(-1, keepdim=True)
    columns = second.detach().amax(-2, keepdim=True)
    product = (first - rows).exp() @ (second - columns).exp()
    return product.clamp_min(_LEAST).log() + rows + columns
