"""Training.  The linear-chain conditional random field's loss, for whole and for partial labels.

A word may allow several labels (`allowed`): where a corpus does not tell them apart, all paths
through allowed labels count as right.  A line break ends one chain and begins the next, as it does
in `generator.encoder.decode`.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

FORBIDDEN = -1e4


def positions(roles: tuple[str, ...]) -> tuple[str, ...]:
    """The labels of `roles`: outside, begin, inside, end, single."""
    return ("O", *(f"{place}-{role}" for role in roles for place in "BIES"))


def may_follow(before: str, after: str) -> bool:
    """Whether label `after` can come right after label `before` in one line."""
    going_on = before[0] in "BI"
    if after[0] in "IE":
        return going_on and before[2:] == after[2:]
    return not going_on


class Chain(nn.Module):
    """Scores of transitions, starts and ends; those that no tagging could mean are forbidden."""

    allowed_moves: Tensor
    allowed_start: Tensor
    allowed_end: Tensor

    def __init__(self, labels: tuple[str, ...]) -> None:
        super().__init__()
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

    def scores(self) -> tuple[Tensor, Tensor, Tensor]:
        """Transitions, start and end, with what is forbidden in place."""
        return (
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
        paths = self._log_sum(both, breaks.repeat(2, 1), lengths.repeat(2))
        everything, good = paths.chunk(2)
        return (everything - good).sum()

    def _log_sum(self, scores: Tensor, breaks: Tensor, lengths: Tensor) -> Tensor:
        """Log of the summed weight of all paths, one a window.

        A window that begins or ends within a line takes no start or end scores there.
        """
        transitions, start, end = self.scores()
        within = transitions.T.unsqueeze(0)
        across = (end.unsqueeze(0) + start.unsqueeze(1)).unsqueeze(0)
        alpha = scores[:, 0] + start * breaks[:, :1]
        for t in range(1, scores.shape[1]):
            moves = torch.where(breaks[:, t, None, None], across, within)
            new = torch.logsumexp(alpha.unsqueeze(1) + moves, -1) + scores[:, t]
            alpha = torch.where((t < lengths).unsqueeze(-1), new, alpha)
        return torch.logsumexp(alpha, -1)
