"""A box with a slot and a lock. Whoever has the public key can put a ballot in, only the scrutineers' key opens it.

While people vote, the rows stand in the order in which they came. A backup, the log of the database or a look into it
in those minutes must not show what they say: they are sealed at once, each under a key of its own (X25519, HKDF,
AES-256-GCM), and the key of the box is on a sheet of paper until the count.
"""

import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PUBLIC_BYTES = 32
NONCE = bytes(12)  # a key is used for a single ballot, so its nonce need not vary
WORK = {"n": 2**14, "r": 8, "p": 1}


class Spoilt(ValueError):  # noqa: N818
    """A ballot that this key does not open, or that was changed."""


@dataclass(frozen=True)
class Box:
    """The opened box."""

    private: X25519PrivateKey

    @property
    def public(self) -> str:
        """The slot, in hex."""
        return self.private.public_key().public_bytes_raw().hex()

    def unseal(self, sealed: bytes) -> bytes:
        """What was put in; raises Spoilt."""
        try:
            other = X25519PublicKey.from_public_bytes(sealed[:PUBLIC_BYTES])
            shared = self.private.exchange(other)
            return AESGCM(_key(shared, sealed[:PUBLIC_BYTES])).decrypt(NONCE, sealed[PUBLIC_BYTES:], None)
        except (InvalidTag, ValueError) as error:
            raise Spoilt("这张票打不开") from error


def box_of(key: str, salt: str) -> Box:
    """The box that a printed key opens; about a twentieth of a second, so that keys cannot be tried in bulk."""
    raw = hashlib.scrypt(key.encode(), salt=bytes.fromhex(salt), dklen=PUBLIC_BYTES, **WORK)
    return Box(X25519PrivateKey.from_private_bytes(raw))


def seal(public: str, content: bytes) -> bytes:
    """A ballot as it lies in the box. Equal ballots do not look alike; those of one poll are all of one length."""
    once = X25519PrivateKey.generate()
    mine = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(public)))
    return mine + AESGCM(_key(shared, mine)).encrypt(NONCE, content, None)


def _key(shared: bytes, mine: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=mine, info=b"branchlife slip").derive(shared)
