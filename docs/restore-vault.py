#!/usr/bin/env python3
"""Restores the photos of a Stillkeep vault without Stillkeep.

    restore-vault.py VAULT TARGET                  asks for the passphrase
    restore-vault.py --words VAULT TARGET          asks for the 24 recovery words

Needs Python 3.9 and PyNaCl (Debian, Ubuntu: python3-nacl; elsewhere: pip install pynacl). Written from
vault-format.md alone. Reads the vault, never writes to it; makes one folder for each album under TARGET, which
must be empty or not there. Everything is verified before it gets its name. What cannot be opened is
named at the end, the rest is restored, and the exit code is 3.
"""
import argparse
import base64
import getpass
import hashlib
import json
import os
import re
import shutil
import sys
import unicodedata
import zipfile
from pathlib import Path

import nacl.bindings as sodium
import nacl.exceptions

CHUNK_BYTES = 4_194_304
MAX_MEMORY_BYTES = 4 << 30
FIRST_LINE_LIMIT = 65_536


class Damaged(Exception):
    """Says what is wrong with the vault, and where."""


class OtherHistory(Damaged):
    """A change set that is whole, but follows another one than the one before it."""


def blake2b(data, key=b"", size=32, salt=b"", person=b""):
    return hashlib.blake2b(data, digest_size=size, key=key, salt=salt, person=person).digest()


def subkey(key, number):
    """crypto_kdf_derive_from_key, context stkvault."""
    return blake2b(b"", key, 32, number.to_bytes(8, "little") + bytes(8), b"stkvault" + bytes(8))


def unwrap(wrapped, key):
    return open_box(wrapped["data"], wrapped["nonce"], key)


def open_box(data, nonce, key):
    return sodium.crypto_secretbox_open(base64.b64decode(data), base64.b64decode(nonce), key)


def open_stream(header, ciphertext, key):
    """Yields the cleartext of a stream, and insists on its end."""
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, base64.b64decode(header), key)
    final = False
    while chunk := ciphertext.read(CHUNK_BYTES + sodium.crypto_secretstream_xchacha20poly1305_ABYTES):
        if final:
            raise Damaged("something follows the end")
        cleartext, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, chunk)
        final = tag == sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
        yield cleartext
    if not final:
        raise Damaged("the end is missing")


def open_blob(blob, key):
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, base64.b64decode(blob["header"]), key)
    cleartext, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, base64.b64decode(blob["data"]))
    if tag != sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL:
        raise Damaged("a blob has no end")
    return json.loads(cleartext)


def recovery_key(text):
    """The 256 bits of 24 BIP-39 words, or of 64 hex digits."""
    # Their numbers may stand before them, as Stillkeep prints them.
    words = [word for word in unicodedata.normalize("NFKD", text).lower().split() if not re.fullmatch(r"\d{1,2}\.?", word)]
    if len(words) == 1 and re.fullmatch("[0-9a-f]{64}", words[0]):
        return bytes.fromhex(words[0])
    here = Path(__file__).resolve().parent
    lists = [here / "bip39-english.txt", here.parent / "src/main/resources/org/stillkeep/crypto/bip39-english.txt"]
    found = next((each for each in lists if each.exists()), None)
    if found is None:
        sys.exit(f"error: the list of words is missing\nhint: put BIP-39's English list beside this script as {lists[0].name}")
    numbers = {word: number for number, word in enumerate(found.read_text().split())}
    if len(words) != 24 or any(word not in numbers for word in words):
        unknown = [str(at + 1) for at, word in enumerate(words) if word not in numbers]
        sys.exit(f"error: 24 words are needed, {len(words)} were given; not in the list: word {', '.join(unknown) or 'none'}")
    bits = 0
    for word in words:
        bits = bits << 11 | numbers[word]
    key = (bits >> 8).to_bytes(32, "big")
    if hashlib.sha256(key).digest()[0] != bits & 255:
        sys.exit("error: the words are not right: their checksum does not agree")
    return key


def read_header(vault):
    """The newer of the two copies that is whole, as (line 1, its mac, its object)."""
    best = None
    for name in ("vault.json", "vault-copy.json"):
        path = vault / name
        try:
            with path.open("rb") as file:
                line = file.readline(FIRST_LINE_LIMIT)
                seal = json.loads(file.readline(FIRST_LINE_LIMIT))
            if seal["hash"] != blake2b(line).hex():
                raise ValueError("damaged")
        except (OSError, ValueError, KeyError, TypeError) as problem:
            print(f"{path}: {problem}; the other copy is used", file=sys.stderr)
            continue
        header = json.loads(line)
        if header["format"] != 1:
            raise Damaged(f"{path} has format {header['format']}; this script reads format 1")
        if best is None or header["revision"] > best[2]["revision"]:
            best = line, seal["mac"], header
    if best is None:
        raise Damaged(f"{vault}: no readable vault.json")
    return best


def unlock(keys, by_words):
    if by_words:
        secret = recovery_key(getpass.getpass("The 24 recovery words: ") if sys.stdin.isatty() else sys.stdin.read())
        return open_box(keys["masterKeyEncryptedWithRecoveryKey"], keys["masterKeyDecryptionNonce"], secret)
    if keys["memLimit"] > MAX_MEMORY_BYTES or keys["opsLimit"] > 1024:
        raise Damaged("the header asks for too much memory or time")
    typed = getpass.getpass("Passphrase: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    salt = base64.b64decode(keys["kekSalt"])
    argon2id13 = 2
    derived = sodium.crypto_pwhash_alg(32, typed.encode(), salt, keys["opsLimit"], keys["memLimit"], argon2id13)
    return open_box(keys["encryptedKey"], keys["keyDecryptionNonce"], derived)


def rows(vault, vault_id, changes_key, lost):
    """All rows of all change sets, each set proved to be ours, whole and in its place; the list is told which are lost."""
    firsts, copies = (numbered(vault / name) for name in ("changes", "changes-copy"))
    if not firsts and not copies and not all((vault / name).is_dir() for name in ("changes", "changes-copy")):
        raise Damaged(f"{vault}: the folder changes is missing")
    previous = bytes(32).hex()
    expected = 1
    for number in sorted({*firsts, *copies}):
        if number > expected:
            lost.append(f"missing change sets, from {expected} to {number - 1}: what they said is lost")
            previous = None  # nobody can say what the next one has to follow
        expected = number + 1
        damage = []
        for path in (files[number] for files in (firsts, copies) if number in files):
            try:
                data, lines = change_set(path, vault_id, number, previous, changes_key)
                break
            except (Damaged, OSError) as e:
                damage.append(e)
                print(f"{path}: {e}", file=sys.stderr)
        else:
            if number > max(firsts, default=0) and isinstance(damage[0], OtherHistory):
                return  # of a history that was given up
            lost.append(f"{damage[0]}: what it said is lost")
            previous = None
            continue
        previous = blake2b(data).hex()
        yield from lines[1:]


def numbered(folder):
    """The files of change sets in a folder, by their numbers."""
    try:
        return {int(path.name): path for path in folder.iterdir() if re.fullmatch("[0-9]{8}", path.name) and int(path.name)}
    except OSError as problem:
        print(f"{folder}: {problem}; the other folder is used", file=sys.stderr)
        return {}


def change_set(path, vault_id, number, previous, changes_key):
    """Its bytes and its lines, proved to be ours, whole and in its place; behind a lost one, previous is not known."""
    data = path.read_bytes()
    end = data.rfind(b"\n", 0, -1) + 1
    if data[end:] != b'{"mac":"' + blake2b(data[:end], changes_key).hex().encode() + b'"}\n':
        raise Damaged(f"{path} was altered")
    lines = [json.loads(line) for line in data[:end].splitlines()]
    if (lines[0]["vault"], lines[0]["change"]) != (vault_id, number):
        raise Damaged(f"{path} does not belong here")
    if previous is not None and lines[0]["previous"] != previous:
        raise OtherHistory(f"{path} is of another history, and does not follow the one before it")
    return data, lines


def file_name(text, taken):
    """A name for any file system, unique among those taken."""
    clean = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]', "_", unicodedata.normalize("NFC", text)).strip(". ") or "unnamed"
    stem, dot, extension = clean.rpartition(".")
    stem, extension = (stem, dot + extension) if stem else (clean, "")
    stem = stem.encode()[: 200 - len(extension)].decode(errors="ignore")
    name, count = stem + extension, 1
    while name.casefold() in taken:
        name, count = f"{stem}({count}){extension}", count + 1
    taken.add(name.casefold())
    return name


class Vault:
    """The state that all rows amount to."""

    def __init__(self, folder, master_key, header, changes_key):
        self.folder = folder
        self.collections, self.files, self.members = {}, {}, {}
        self.least_revision = 1
        self.lost = []
        for row in rows(folder, header["vault"], changes_key, self.lost):
            try:
                self.apply(row, master_key)
            except KeyError:
                if not self.lost:
                    raise
                # It speaks of a file or an album that only a lost change set told.
        if header["revision"] < self.least_revision:
            raise Damaged("vault.json was put back to an older state")

    def apply(self, row, master_key):
        kind = row["row"]
        if kind == "collection":
            key = unwrap(row["key"], master_key)
            self.collections[row["id"]] = {"key": key, "name": unwrap(row["name"], key).decode(), "type": row["type"]}
            if row.get("deleted"):
                self.members = {pair: key for pair, key in self.members.items() if pair[1] != row["id"]}
        elif kind == "file":
            self.files[row["id"]] = row
        elif kind == "member":
            collection_key = self.collections[row["collection"]]["key"]
            self.members[row["file"], row["collection"]] = unwrap(row["key"], collection_key)
        elif kind == "left":
            self.members.pop((row["file"], row["collection"]), None)
        elif kind == "trashed":
            self.members = {pair: key for pair, key in self.members.items() if pair[0] != row["file"]}
        elif kind == "magic":
            self.files[row["file"]].update({name: row[name] for name in ("privateMagic", "publicMagic") if name in row})
        elif kind == "keys":
            self.least_revision = max(self.least_revision, row["revision"])
        elif kind != "restored":
            raise Damaged(f"a newer program wrote a row of the kind {kind}")

    def restore(self, target, tell):
        """Writes everything; returns the failures, in words."""
        failures, folders, taken = [], {}, set()
        for at, ((file, collection), key) in enumerate(sorted(self.members.items())):
            if collection not in folders:
                found = self.collections[collection]
                title = "Not in an album" if found["type"] == "uncategorized" else found["name"] or found["type"]
                folders[collection] = target / file_name(title, taken), set()
            folder, names = folders[collection]
            tell(at + 1, len(self.members))
            try:
                folder.mkdir(parents=True, exist_ok=True)
                self.restore_file(self.files[file], key, folder, names)
            except (Damaged, OSError, ValueError, KeyError, nacl.exceptions.CryptoError, zipfile.BadZipFile) as problem:
                failures.append(f"file {file} in {folder.name}: {problem}")
        return failures

    def restore_file(self, row, key, folder, names):
        facts = open_blob(row["metadata"], key)
        if "publicMagic" in row:
            facts["edited"] = open_blob(row["publicMagic"], key)
        if "privateMagic" in row:
            facts["private"] = open_blob(row["privateMagic"], key)
        name = file_name(facts.get("edited", {}).get("editedName") or facts["title"], names)
        content = row["content"]
        path = self.folder / "objects" / content["object"][:2] / content["object"]
        part = folder / (".unfinished-" + content["object"])
        digest = hashlib.blake2b()
        try:
            with path.open("rb") as ciphertext, part.open("wb") as cleartext:
                for chunk in open_stream(content["header"], ciphertext, key):
                    cleartext.write(chunk)
                    digest.update(chunk)
                cleartext.flush()
                os.fsync(cleartext.fileno())
            written = self.place(part, folder / name, facts, base64.b64encode(digest.digest()).decode(), names)
        finally:
            part.unlink(missing_ok=True)
        taken_at = facts.get("edited", {}).get("editedTime") or facts.get("creationTime")
        for each in written:
            if taken_at:
                os.utime(each, (taken_at / 1e6, taken_at / 1e6))
        described = folder / "metadata" / (written[0].name + ".json")
        described.parent.mkdir(exist_ok=True)
        described.write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    @staticmethod
    def place(part, target, facts, digest, names):
        """Gives the verified content its name; a live photo becomes two files."""
        if facts.get("fileType") != 2:
            if facts.get("hash", digest) != digest:
                raise Damaged("the content is not what its hash says")
            part.rename(target)
            return [target]
        written = []
        with zipfile.ZipFile(part) as halves:
            if bad := halves.testzip():
                raise Damaged(f"{bad} is damaged")
            for half in halves.namelist():
                extension = Path(half).suffix
                own = target if half.startswith("image") else target.with_name(file_name(target.stem + extension, names))
                with halves.open(half) as cleartext, own.open("wb") as file:
                    shutil.copyfileobj(cleartext, file)
                written.append(own)
        return written


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", action="store_true", help="unlock with the recovery words")
    parser.add_argument("vault", type=Path)
    parser.add_argument("target", type=Path)
    given = parser.parse_args()
    if given.target.exists() and any(given.target.iterdir()):
        sys.exit(f"error: {given.target} is not empty\nhint: name a folder that is")
    try:
        line, mac, header = read_header(given.vault)
        master_key = unlock(header["keyAttributes"], given.words)
        authentication_key = subkey(master_key, 1)
        if mac != blake2b(line, subkey(authentication_key, 1)).hex():
            raise Damaged("vault.json was altered")
        vault = Vault(given.vault, master_key, header, subkey(authentication_key, 2))
    except nacl.exceptions.CryptoError:
        sys.exit("error: wrong passphrase or words")
    except Damaged as problem:
        sys.exit(f"error: {problem}")
    looked_at = sys.stderr.isatty()
    tell = lambda at, of: print(f"\r{at} of {of}", end="", file=sys.stderr) if looked_at else None
    failures = vault.restore(given.target, tell)
    print(f"{len(vault.members) - len(failures)} files restored into {given.target}")
    for failure in vault.lost + failures:
        print(f"error: {failure}", file=sys.stderr)
    sys.exit(3 if vault.lost or failures else 0)


if __name__ == "__main__":
    main()
