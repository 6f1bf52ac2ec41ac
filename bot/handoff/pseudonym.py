"""What a case is called at the desk: two plain words of things, the same as long as it lives.

They come from the case's random id, which is nothing of hers: whoever knows the name knows neither
who she is nor where. Two cases may share a name; what is done is always done by id.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_FIRST = _listed(
    """
    abete acanto acero aglio alga alloro amaranto anemone anice arancio arnica avena bambù
    basilico betulla biancospino borragine bosso bucaneve cactus caffè camomilla cannella cardo
    carota carrubo cedro cetriolo ciclamino ciliegio cipresso coriandolo corniolo cotone crescione
    cumino dattero dragoncello elicriso equiseto eucalipto faggio fagiolo farro felce fragola
    frassino fresia gelso geranio giaggiolo ginepro girasole glicine grano ibisco ippocastano
    issopo lampone larice lattuga lavanda leccio lenticchia lichene limone liquirizia loto luppolo
    magnolia malva mandarino mandorlo melo melone menta mirto mora mughetto muschio nasturzio
    nespolo noce olmo ontano orchidea origano ortica orzo papavero papiro pesco pioppo platano
    pompelmo porro prugno quercia rabarbaro radicchio rafano ranuncolo ribes riso robinia rovo
    rucola ruta salice salvia sambuco sedano segale senape sesamo sorbo spinacio tarassaco tiglio
    trifoglio tulipano uva vaniglia verbena vetiver vischio zenzero zinnia zucca
    """
)
"""Plants: none of them is also a name that people have."""

_SECOND = _listed(
    """
    altopiano arco argine atollo bacino baia balcone banchina bivio bosco bottega brughiera cala
    campo canale canneto cascata cascina chiosco chiusa collina corte cortile crinale cupola
    darsena delta diga dosso duna eremo estuario faro fattoria fiordo fiume foce fontana fonte
    fornace frantoio frutteto ghiaione giardino gola golfo granaio grotta guado insenatura isola
    istmo lago laguna lavatoio litorale loggia mare maremma masseria mercato molo mulino mura
    nevaio oasi officina orizzonte orto pagliaio pascolo passo pianura piazza pineta poggio ponte
    pontile portico porto pozzo prateria prato promontorio rada radura riva rivolo ruscello sabbia
    salina sasso scala scogliera selva sentiero siepe sorgente spiaggia stagno stazione steppa
    strada stretto svolta teatro terrazza torre torrente torrione tundra valico vallone veranda
    viale vigneto villaggio viottolo vulcano
    """
)
"""Places of no map."""


@lru_cache(maxsize=4096)
def pseudonym(case: str) -> str:
    """The name of that case, as ``Felce Molo``."""
    digest = blake2b(case.encode(), digest_size=8, person=b"filo pseudonym").digest()
    first = _FIRST[int.from_bytes(digest[:4]) % len(_FIRST)]
    second = _SECOND[int.from_bytes(digest[4:]) % len(_SECOND)]
    return f"{first.capitalize()} {second.capitalize()}"


def words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """All words that a name can be made of: first and second."""
    return _FIRST, _SECOND
