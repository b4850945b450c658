"""The laws of assigning: k annotators each, even loads, an exact overlap, and what stays."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from juseok.services.campaigns.plan import replacements, sample, spread

people = st.integers(1, 7).map(lambda n: [f"p{i}" for i in range(n)])
counts = st.integers(0, 60)


def articles(count, start=0):
    return [f"a{n}" for n in range(start, start + count)]


def loads(pairs, everybody):
    found = Counter(dict.fromkeys(everybody, 0))
    found.update(person for _, person in pairs)
    return found.values()


@given(counts, people, st.integers(1, 7))
def test_each_article_has_k_annotators_and_loads_differ_by_one(count, team, k):
    pairs = spread(articles=articles(count), people=team, per_article=k)
    assert len(set(pairs)) == len(pairs)
    assert set(Counter(a for a, _ in pairs).values()) <= {min(k, len(team))}
    assert {a for a, _ in pairs} == set(articles(count))
    assert max(loads(pairs, team)) - min(loads(pairs, team)) <= 1


@given(counts, people, st.integers(2, 5), st.integers(0, 100))
def test_the_overlap_share_is_exact_to_one_article(count, team, k, overlap):
    pairs = spread(articles=articles(count), people=team, per_article=k, overlap=overlap)
    several = sum(1 for n in Counter(a for a, _ in pairs).values() if n > 1)
    wanted = count * overlap / 100 if len(team) > 1 else 0
    assert abs(several - wanted) <= 1
    assert {a for a, _ in pairs} == set(articles(count))
    assert max(loads(pairs, team)) - min(loads(pairs, team)) <= 1


@given(counts, st.lists(st.integers(0, 20), max_size=3), people, st.integers(0, 100))
def test_articles_that_arrive_leave_the_others_alone(first, later, team, overlap):
    how = {"people": team, "per_article": 2, "overlap": overlap}
    held = spread(articles=articles(first), **how)
    total = first
    for more in later:
        total += more
        held += spread(articles=articles(total), held=held, **how)
    assert held == spread(articles=articles(total), **how)


@given(st.integers(1, 40), st.integers(3, 7), st.integers(0, 6))
def test_when_somebody_drops_out_every_article_keeps_two(count, size, who):
    team = [f"p{i}" for i in range(size)]
    leaver = team[who % size]
    held = spread(articles=articles(count), people=team, per_article=2)
    left = [a for a, p in held if p == leaver]
    kept = [pair for pair in held if pair[1] != leaver]
    new = replacements(leaver=leaver, unfinished=left, people=team, held=kept)
    after = kept + new
    assert len(set(after)) == len(after)
    assert all(p != leaver for _, p in after)
    assert set(Counter(a for a, _ in after).values()) == {2}


def test_everybody_meets_everybody():
    team = ["p0", "p1", "p2", "p3"]
    pairs = spread(articles=articles(60), people=team, per_article=2)
    on = {}
    for article, person in pairs:
        on.setdefault(article, set()).add(person)
    assert len({frozenset(each) for each in on.values()}) == 6


@given(st.integers(0, 40), st.integers(0, 50), st.integers(1, 9))
def test_a_sample_is_the_same_again_and_a_larger_one_holds_it(total, count, seed):
    every = articles(total)
    found = sample(every, count=count, seed=seed)
    assert len(found) == min(count, total)
    assert found == [each for each in every if each in found]
    assert set(found) <= set(sample(every, count=count + 3, seed=seed))
    assert set(sample([*every, "new"], count=count, seed=seed)) - set(found) <= {"new"}
