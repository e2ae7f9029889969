#!/usr/bin/env python3
"""核验备案记录有没有被改过。只用 Python 3.8 以上自带的库，不需要原来的系统，也不联网。

    python3 verifier.py 文件夹 [--key 公钥]

文件夹里（含下级）放：链和单份记录的存证（有 "links" 的 .json，打印件里嵌的 body.json 也是），签名链头
（有 "signature" 的 .json），附件（文件名以其 SHA-256 的前 16 位开头）。不写 --key 时按链头自带的公钥核对，
证明力较弱。

能证明：这些文字在当时已经存在，此后没有改过。不能证明：会议真的开过。
结束代码：0 完好，1 有损坏，2 没有可核验的东西。
"""

import hashlib
import json
import sys
import unicodedata
from pathlib import Path

START = "0" * 64
LINK = ("account", "at", "body", "body_digest", "body_sm3", "kind", "link_digest", "link_sm3", "previous_digest",
        "previous_sm3")  # fmt: skip

# --- SM3 (GB/T 32905-2016) -------------------------------------------------------------------------------------------

MASK = 0xFFFFFFFF
IV = (0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E)


def turn(word, by):
    by %= 32
    return ((word << by) | (word >> (32 - by))) & MASK


def sm3(raw):
    padded = raw + b"\x80" + bytes((55 - len(raw)) % 64) + (8 * len(raw)).to_bytes(8, "big")
    state = IV
    for at in range(0, len(padded), 64):
        state = squeeze(state, padded[at : at + 64])
    return "".join(f"{word:08x}" for word in state)


def squeeze(state, block):
    w = [int.from_bytes(block[at : at + 4], "big") for at in range(0, 64, 4)]
    for j in range(16, 68):
        x = w[j - 16] ^ w[j - 9] ^ turn(w[j - 3], 15)
        w.append(x ^ turn(x, 15) ^ turn(x, 23) ^ turn(w[j - 13], 7) ^ w[j - 6])
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        constant = 0x79CC4519 if j < 16 else 0x7A879D8A
        ss1 = turn((turn(a, 12) + e + turn(constant, j)) & MASK, 7)
        ss2 = ss1 ^ turn(a, 12)
        ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
        gg = e ^ f ^ g if j < 16 else (e & f) | (~e & g & MASK)
        tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) & MASK
        tt2 = (gg + h + ss1 + w[j]) & MASK
        a, b, c, d = tt1, a, turn(b, 9), c
        e, f, g, h = tt2 ^ turn(tt2, 9) ^ turn(tt2, 17), e, turn(f, 19), g
    return tuple(old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h)))


# --- Ed25519 (RFC 8032), verification only ---------------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
BASE_Y = 4 * pow(5, P - 2, P) % P


def add(one, two):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = one, two
    a, b = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar, point):
    found = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            found = add(found, point)
        point, scalar = add(point, point), scalar >> 1
    return found


def point_of(raw):
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - x2) % P or (x == 0 and sign):
        raise ValueError("no point of the curve")
    x = x if x & 1 == sign else P - x
    return x, y, 1, x * y % P


def is_signed(text, signature, key):
    """Whether a text (bytes) carries the signature of a key (both hex)."""
    try:
        signature, key = bytes.fromhex(signature), bytes.fromhex(key)
        if len(signature) != 64 or len(key) != 32:
            return False
        r, a, s = point_of(signature[:32]), point_of(key), int.from_bytes(signature[32:], "little")
    except ValueError:
        return False
    if s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % ORDER
    left, right = times(s, point_of(BASE_Y.to_bytes(32, "little"))), add(r, times(h, a))
    return all((left[n] * right[2] - right[n] * left[2]) % P == 0 for n in (0, 1))


# --- Canonical JSON (RFC 8785) ---------------------------------------------------------------------------------------


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def is_canonical(text):
    try:
        value = json.loads(text, parse_float=refuse, parse_constant=refuse)
        return canonical(value) == text == unicodedata.normalize("NFC", text)
    except ValueError:
        return False


def refuse(word):
    raise ValueError(word)


# --- Chains ----------------------------------------------------------------------------------------------------------


def digest(text):
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def sm3_of(text):
    return sm3(text.encode("utf-8", "surrogatepass"))


def body_of(link):
    try:
        body = json.loads(link["body"])
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def name_of(link):
    return str(body_of(link).get("meeting") or "")


def faults_of_link(link):
    if not is_canonical(link["body"]):
        yield "内容不是规范写法"
    if (link["body_digest"], link["body_sm3"]) != (digest(link["body"]), sm3_of(link["body"])):
        yield "内容与摘要不符：内容被改过"
    for way, previous, body, name in (
        (digest, "previous_digest", "body_digest", "link_digest"),
        (sm3_of, "previous_sm3", "body_sm3", "link_sm3"),
    ):
        lines = (link[previous], str(link["number"]), link[body], link["at"], link["account"], link["kind"])
        if way("\n".join(lines)) != link[name]:
            yield f"本环摘要不符（{name}）：时间、经办、种类或摘要被改过"


def faults_of_order(link, before):
    """Whether a link follows the one before it (None: it is the first)."""
    first = {"number": 0, "at": "", "link_digest": START, "link_sm3": START}
    before = before or first
    if link["number"] != before["number"] + 1:
        yield "前面缺环，或次序不对"
    if (link["previous_digest"], link["previous_sm3"]) != (before["link_digest"], before["link_sm3"]):
        yield "接不上前一环：次序被改，或前一环被换"
    if link["at"] < before["at"] and link["kind"] != "clock_anomaly":
        yield "时间早于前一环"


def is_whole(link):
    return isinstance(link.get("number"), int) and all(isinstance(link.get(name), str) for name in LINK)


def faults_of_chain(chain):
    """(number, record, words) for everything that is wrong with a chain, or with the links of one record."""
    before = None
    for link in chain["links"]:
        if not is_whole(link):
            yield before["number"] + 1 if before else 1, name_of(before) if before else "", "这一环不完整"
            return
        words = list(faults_of_link(link))
        if body_of(link).get("branch") != chain["branch"]:
            words.append("内容属于另一条链")
        words += [] if chain.get("part") else faults_of_order(link, before)
        yield from ((link["number"], name_of(link), one) for one in words)
        before = link


def faults_of_head(head, chains, key):
    """The same for a signed head: its signature, and whether the chains given still hold what it names."""
    bare = {name: value for name, value in head.items() if name != "signature"}
    if not is_signed(canonical(bare).encode(), str(head["signature"]), key or str(head.get("key"))):
        yield 0, "", f"第 {head.get('number')} 份链头的签名不对"
        return
    for one in head["branches"]:
        if one["branch"] in chains:
            words = faults_of_entry(one, chains[one["branch"]]["links"], head.get("number"))
            yield from ((one["number"], one["record"], word) for word in words)


def faults_of_entry(one, links, number):
    found = {
        (link.get("link_digest"), link.get("link_sm3"))
        for link in links
        if link.get("number") == one["number"]
    }
    if not found:
        yield f"第 {number} 份链头记到这一环，链却没有：后面的环被删"
    elif found != {(one["link_digest"], one["link_sm3"])}:
        yield f"与第 {number} 份链头不符：整条链被换过"


def attachments(chain):
    """(record, digest) of every file that the last version of each record names."""
    latest = {}
    for link in chain["links"]:
        if link.get("kind") == "filed":
            latest[name_of(link)] = body_of(link).get("content", [])
    for record, content in latest.items():
        for line in content:
            if line.get("name") == "\u9644\u4ef6":
                yield from ((record, one) for one in line["value"])


def faults_of_files(chains, files):
    """Attached files against the digests that the chains hold. `files`: name → bytes; none at all is no fault."""
    kept = {name: hashlib.sha256(raw).hexdigest() for name, raw in files.items()}
    for chain in chains:
        for record, wanted in attachments(chain):
            if any(name.startswith(wanted[:16]) and found != wanted for name, found in kept.items()):
                yield 0, record, f"附件 {wanted[:16]} 被改过"
            elif kept and wanted not in kept.values() and not chain.get("part"):
                yield 0, record, f"缺附件 {wanted[:16]}"


def load(folder):
    chains, parts, heads, files = {}, [], [], {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            value = json.loads(path.read_text(encoding="utf-8")) if path.suffix == ".json" else None
        except ValueError:
            value = None
        if isinstance(value, dict) and isinstance(value.get("links"), list) and value.get("part"):
            parts.append(value)
        elif isinstance(value, dict) and isinstance(value.get("links"), list):
            chains[value.get("branch")] = value
        elif isinstance(value, dict) and "signature" in value and isinstance(value.get("branches"), list):
            heads.append(value)
        elif len(path.name) >= 16 and all(sign in "0123456789abcdef" for sign in path.name[:16]):
            files[path.name] = path.read_bytes()
    return chains, parts, heads, files


def check(folder, key=""):
    """Every fault in a folder, as lines; and how many chains, records and heads there are."""
    chains, parts, heads, files = load(Path(folder))
    found = [
        (chain["branch"], *fault) for chain in [*chains.values(), *parts] for fault in faults_of_chain(chain)
    ]
    found += [("", *fault) for head in heads for fault in faults_of_head(head, chains, key)]
    found += [("", *fault) for fault in faults_of_files([*chains.values(), *parts], files)]
    return found, (len(chains), len(parts), len(heads))


def main(arguments):
    key = arguments[arguments.index("--key") + 1] if "--key" in arguments else ""
    folder = next((one for one in arguments if one not in ("--key", key)), ".")
    found, counted = check(folder, key)
    for branch, number, record, words in found:
        print(f"✗ {branch} 第 {number} 环　记录 {record or '—'}：{words}")
    words = f"有 {len(found)} 处不符" if found else "全部完好"
    print("{} 条链、{} 份单独的记录、{} 份签名链头：{}".format(*counted, words))
    return 1 if found else 0 if any(counted) else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
