"""How a refusal is told: by the codes of its problems (spec/terms.md#problems)."""


class Refused(Exception):
    """The input is refused, or the question is answered no."""

    def __init__(self, *codes):
        super().__init__(", ".join(codes))
        self.codes = sorted(set(codes))


class Unsupported(Exception):
    """This reading aid does not cover what is asked."""


def refuse_if(codes):
    if codes:
        raise Refused(*codes)
