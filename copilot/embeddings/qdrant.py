"""Qdrant as a rebuildable index: delete it, run `copilot reindex`, lose nothing.

One collection per embedder fingerprint behind an alias, shared by all workspaces: every point
carries its workspace and every call filters by it. Dense and BM25 rankings are fused by Qdrant.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from itertools import islice
from typing import Protocol
from uuid import NAMESPACE_URL, uuid5

import httpx
import numpy as np
from numpy.typing import NDArray
from qdrant_client import QdrantClient, models
from qdrant_client.http.exceptions import ApiException, UnexpectedResponse

from copilot.errors import IndexUnavailable
from copilot.portfolio import Ref
from copilot.ports import Hit, Point

from .fusion import RRF_K, depth
from .sparse import Sparse, document_terms, query_terms

DENSE, WORDS = "dense", "words"
BATCH = 256
TIMEOUT = 10
"""Seconds."""


class Fingerprinted(Protocol):
    """What the index needs to know of the embedder."""

    fingerprint: str

    @property
    def dim(self) -> int:
        """Numbers in one vector."""
        ...


def open_qdrant(url: str, api_key: str, workspace: str, embedder: Fingerprinted) -> "QdrantIndex":
    """Bind to a server or cluster; it is asked at first use."""
    client = QdrantClient(
        url=url, api_key=api_key or None, timeout=TIMEOUT, check_compatibility=False
    )
    return QdrantIndex(client, workspace, embedder, where=url)


class QdrantIndex:
    """The points of one workspace in a shared collection."""

    persistent = True

    def __init__(
        self,
        client: QdrantClient,
        workspace: str,
        embedder: Fingerprinted,
        *,
        where: str = "the given client",
    ) -> None:
        """Bind to one workspace; `where` names the server in errors."""
        self._client, self._workspace, self._embedder = client, workspace, embedder
        self._where = where
        key = blake2b(embedder.fingerprint.encode(), digest_size=8).hexdigest()
        self._alias = f"copilot-{key}"
        self._known = False

    def upsert(self, points: Iterable[Point]) -> int:
        """Add or replace; return how many were written."""
        written = 0
        rest = iter(points)
        with self._asking():
            while part := list(islice(rest, BATCH)):
                latest = {p.ref: p for p in part}
                self._client.upsert(self._alias, [self._point(p) for p in latest.values()])
                written += len(latest)
        return written

    def delete(self, refs: Sequence[Ref]) -> None:
        """Forget these; unknown references are ignored."""
        with self._asking():
            chosen = models.HasIdCondition(has_id=[self._id(ref) for ref in refs])
            self._client.delete(self._alias, models.FilterSelector(filter=self._mine(chosen)))

    def search(
        self, vector: NDArray[np.float32], text: str, *, limit: int, kinds: Sequence[str] = ()
    ) -> list[Hit]:
        """Dense and sparse, fused by reciprocal rank; best first."""
        wanted = models.FieldCondition(key="kind", match=models.MatchAny(any=list(kinds)))
        only = self._mine(*([wanted] if kinds else []))
        with self._asking():
            answer = self._client.query_points(
                self._alias,
                prefetch=list(_rankings(vector, text, only, depth(limit))),
                query=models.RrfQuery(rrf=models.Rrf(k=RRF_K)),
                query_filter=only,
                limit=limit,
            )
        return [_hit(point) for point in answer.points]

    def count(self) -> int:
        """Points of this workspace."""
        with self._asking():
            return int(self._client.count(self._alias, count_filter=self._mine()).count)

    def clear(self) -> None:
        """Forget this workspace's points; other workspaces keep theirs."""
        with self._asking():
            self._client.delete(self._alias, models.FilterSelector(filter=self._mine()))

    def _mine(self, *further: models.Condition) -> models.Filter:
        mine = models.FieldCondition(
            key="workspace", match=models.MatchValue(value=self._workspace)
        )
        return models.Filter(must=[mine, *further])

    def _id(self, ref: Ref) -> str:
        name = f"{self._workspace}\n{ref}".encode("utf-8", "backslashreplace").decode()
        return str(uuid5(NAMESPACE_URL, name))

    def _point(self, point: Point) -> models.PointStruct:
        vectors: dict[str, models.Vector] = {DENSE: point.vector.tolist()}
        buckets, weights = document_terms(point.text)
        if len(buckets):
            vectors[WORDS] = _sparse((buckets, weights))
        payload = {"workspace": self._workspace, "ref": point.ref, "kind": point.kind}
        return models.PointStruct(id=self._id(point.ref), vector=dict(vectors), payload=payload)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        try:
            if not self._known:
                self._known = self._prepare()
            yield
        except UnexpectedResponse as error:
            raise IndexUnavailable(_refusal(self._where, error)) from error
        except (ApiException, httpx.HTTPError, OSError) as error:
            raise IndexUnavailable(
                f"Qdrant at {self._where} did not answer: start it, correct index.url, or set"
                " index.kind to 'exact'"
            ) from error

    def _prepare(self) -> bool:
        """Make collection, payload indexes and alias where they are missing."""
        collection = f"{self._alias}-1"
        if not self._client.collection_exists(collection):
            self._create(collection)
        if self._alias not in {a.alias_name for a in self._client.get_aliases().aliases}:
            made = models.CreateAlias(collection_name=collection, alias_name=self._alias)
            self._client.update_collection_aliases(
                [models.CreateAliasOperation(create_alias=made)]
            )
        return True

    def _create(self, collection: str) -> None:
        int8 = models.ScalarQuantizationConfig(type=models.ScalarType.INT8, always_ram=True)
        self._client.create_collection(
            collection,
            vectors_config={
                DENSE: models.VectorParams(
                    size=self._embedder.dim, distance=models.Distance.COSINE, on_disk=True
                )
            },
            sparse_vectors_config={WORDS: models.SparseVectorParams(modifier=models.Modifier.IDF)},
            quantization_config=models.ScalarQuantization(scalar=int8),
            hnsw_config=models.HnswConfigDiff(m=0, payload_m=16),
        )
        tenant = models.KeywordIndexParams(type=models.KeywordIndexType.KEYWORD, is_tenant=True)
        self._client.create_payload_index(collection, "workspace", tenant)
        self._client.create_payload_index(collection, "kind", models.PayloadSchemaType.KEYWORD)


def _sparse(terms: Sparse) -> models.SparseVector:
    return models.SparseVector(indices=terms[0].tolist(), values=terms[1].tolist())


def _rankings(
    vector: NDArray[np.float32], text: str, only: models.Filter, limit: int
) -> Iterator[models.Prefetch]:
    yield models.Prefetch(query=vector.tolist(), using=DENSE, filter=only, limit=limit)
    terms = query_terms(text)
    if len(terms[0]):
        yield models.Prefetch(query=_sparse(terms), using=WORDS, filter=only, limit=limit)


def _hit(point: models.ScoredPoint) -> Hit:
    payload = point.payload or {}
    return Hit(ref=payload["ref"], kind=payload["kind"], score=point.score)


def _refusal(where: str, error: UnexpectedResponse) -> str:
    if error.status_code in {401, 403}:
        return f"Qdrant at {where} refused the key: set COPILOT_INDEX__API_KEY"
    return f"Qdrant at {where} answered {error.status_code}: run `copilot reindex` or see its log"
