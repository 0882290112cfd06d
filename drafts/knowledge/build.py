"""Writes well_known_services.yaml from the table below and from two copies of registries.

.src/iana.csv   IANA's registry (newest change 2026-02-13), from github:tiagomoraismorgado/PacketSnitch
                at 00cd864, Main/Frontend/backend/common/service-names-port-numbers.csv
/etc/services   of Debian's netbase 6.4

What is *registered* comes from these two by machine, never by hand. The hand-written part says which
transport is the usual one (`N/tcp`), which one a source documents besides (`also`), names, encryption.
"""
import csv, json, re, sys
from pathlib import Path

HERE = Path(__file__).parent
IANA, NETBASE, REFS = {}, {}, {}
for row in csv.DictReader(open(HERE / ".src/iana.csv", encoding="utf-8")):
    if not row["Port Number"]:
        continue
    a, _, b = row["Port Number"].partition("-")
    a, b = int(a), int(b or a)
    if b - a > 99 or not row["Service Name"]:
        continue
    for n in range(a, b + 1):
        IANA.setdefault(n, []).append((row["Service Name"], row["Transport Protocol"]))
        for r in re.findall(r"RFC(\d+)", row["Reference"]):
            REFS.setdefault((n, row["Service Name"]), set()).add(int(r))
for line in open("/etc/services"):
    body, _, comment = line.partition("#")
    parts = body.split()
    if len(parts) < 2:
        continue
    n, proto = parts[1].split("/")
    NETBASE.setdefault(int(n), []).append((parts[0], proto, parts[2:]))

SOURCES, OUT, USED = {}, [], set()

def source(key, title, url, seen):
    SOURCES[key] = {"title": title, "url": url, "seen": seen}

exec((HERE / "table.py").read_text(encoding="utf-8"))

def q(value):
    return json.dumps(value, ensure_ascii=False)

def flow(values):
    return "[" + ", ".join(q(v) if not re.fullmatch(r"[A-Za-z][A-Za-z0-9 _./+-]*", str(v)) or str(v).lower() in ("no", "yes", "on", "off", "null", "true", "false") else str(v) for v in values) + "]"

lines = []
by_id = {s["id"]: s for s in OUT}
order = ["tcp", "udp", "sctp", "dccp"]
for s in OUT:
    seen = []
    names = set(s["iana"])
    lines += [f"  - id: {s['id']}", f"    name: {q(s['name'])}", f"    aliases: {flow(s['aliases'])}"]
    if set(s["aliases"]) & AMBIGUOUS:
        lines.append(f"    ambiguous: {flow([a for a in s['aliases'] if a in AMBIGUOUS])}")
    lines.append("    ports:")
    for text in s["ports"]:
        main, _, also = text.partition(" also ")
        number, _, usual = main.partition("/")
        first = int(number.split("-")[0])
        last = int(number.split("-")[-1])
        usual = usual.split("+")
        also = also.split("+") if also else []
        registered = sorted({p for n, p in IANA.get(first, []) if n in names and p in order}, key=order.index)
        netbase = sorted({p for n, p, al in NETBASE.get(first, []) if {n, *al} & (names | set(s["netbase"]))}, key=order.index)
        hit = sorted({n for n, p in IANA.get(first, []) if n in names})
        others = sorted({n for n, p in IANA.get(first, []) if n not in names})
        item = f"port: {number}, usual: {flow(usual)}"
        if also:
            item += f", also: {flow(also)}"
        item += f", registered: {flow(registered)}, netbase: {flow(netbase)}"
        if not registered and others:
            item += f", assigned_to: {flow(others)}"
        if number in s["enc_of"]:
            item += f", encryption: {s['enc_of'][number]}"
        if number in s["role"]:
            item += f", role: {q(s['role'][number])}"
        lines.append("      - {" + item + "}")
        if registered:
            seen.append(f"IANA registry: {'/'.join(hit)} {number}/{'+'.join(registered)}")
        if netbase:
            seen.append(f"netbase 6.4: {number}/{'+'.join(netbase)}")
        s.setdefault("_official", []).append(bool(registered or netbase))
        s.setdefault("_refs", set()).update(*(REFS.get((first, n), set()) for n in names)) if names else None
    refs = sorted(s.get("_refs", ()))
    src = list(s["src"])
    if any(x.startswith("IANA") for x in seen):
        src.append("iana")
    if any(x.startswith("netbase") for x in seen):
        src.append("netbase")
    for r in refs:
        if f"rfc-{r}" not in src:
            src.insert(0, f"rfc-{r}")
    for key in src:
        if key.startswith("rfc-"):
            n = int(key[4:])
            if n in refs:
                note = "named as reference in IANA's row"
                seen.append(f"RFC {n}: {note}")
            if n in RFC_SEEN:
                seen.append(f"RFC {n}: {RFC_SEEN[n]}")
            if n not in refs and n not in RFC_SEEN:
                sys.exit(f"{s['id']}: RFC {n} was not seen anywhere")
            SOURCES.setdefault(key, {"title": f"RFC {n}" + (f", {RFC_TITLE[n]}" if n in RFC_TITLE else ""), "url": f"https://www.rfc-editor.org/rfc/rfc{n}", "seen": RFC_SEEN.get(n, "named as reference in IANA's row")})
        elif key not in ("iana", "netbase"):
            if key not in SOURCES:
                sys.exit(f"{s['id']}: no source {key}")
            seen.append(f"{key}: {SOURCES[key]['seen']}")
    if not src:
        sys.exit(f"{s['id']}: no source at all")
    USED.update(src)
    lines.append(f"    official: {'true' if all(s['_official']) else 'false' if not any(s['_official']) else 'partly'}")
    lines.append(f"    encryption: {s['enc']}")
    if s["basis"]:
        lines.append(f"    encryption_basis: {q(s['basis'])}")
    if s["sib"]:
        other = by_id[s["sib"]]
        lines.append(f"    tls_sibling: {{service: {s['sib']}, ports: {flow([p.split(' also ')[0] for p in other['ports']])}}}")
    if FAMILY.get(s["id"]):
        lines.append(f"    family: {flow(FAMILY[s['id']])}")
    lines.append(f"    plain_contradicts_name: {'true' if s['plain'] else 'false'}")
    if s["dyn"]:
        lines.append("    dynamic: true")
    lines.append(f"    source: {flow(src)}")
    lines.append("    seen:")
    lines += [f"      - {q(x)}" for x in dict.fromkeys(seen)]
    if s["note"]:
        lines.append(f"    note: {q(s['note'])}")

head = '''# Well-known services for the checker's knowledge (issue 12, "Lists"). Written by build.py; see README.md.
#
# ports[].usual       the transport that the service really uses there
# ports[].also        one that a source documents besides (not only registers)
# ports[].registered  what IANA's registry has under the service's own name
# ports[].netbase     what Debian's /etc/services has under it
# ports[].assigned_to IANA's name for the number where it is somebody else's (usual but unofficial)
# official            all / some (partly) / none of the numbers are registered for the service
# encryption          none tls starttls ssh optional dtls ipsec kerberos wireguard own unknown
#                     (own: encryption of the product's own making; optional: can be switched on at
#                     the same port; unknown: no source that was looked at says it)
# ambiguous           aliases that are everyday words too: only as the whole name, or beside the number
# family              other services that the same name may mean: a number of theirs fits it too
# dynamic             the numbers are taken at run time: hold neither number nor transport against it
# plain_contradicts_name   "unencrypted" beside this name is a contradiction in itself

'''
text = [head, "sources:"]
for key, s in sorted(SOURCES.items()):
    if key in USED:
        text.append(f"  {key}: {{title: {q(s['title'])}, url: {q(s['url'])}, seen: {q(s['seen'])}}}")
unused = set(SOURCES) - USED
text += ["", "services:", *lines, "", LISTS_HEAD]
pairs = [(s, by_id[s["sib"]]) for s in OUT if s["sib"]]
text += ["# (a) The usual pairs of a service without and with TLS; what differs by transport is left to the entries.", "tls_pairs:"]
for s, o in pairs:
    plain = [p.split(" also ")[0] for p in s["ports"] if p.split("/")[0] in s["pair"] or not s["pair"]]
    tls = [p.split(" also ")[0] for p in o["ports"] if p.split("/")[0] in o["pair_tls"] or not o["pair_tls"]]
    text.append(f"  - {{plain: {s['id']}, tls: {o['id']}, plain_ports: {flow(plain)}, tls_ports: {flow(tls)}}}")
text += [LISTS]
(HERE / "well_known_services.yaml").write_text("\n".join(text) + "\n", encoding="utf-8")
print(len(OUT), "services,", len(pairs), "pairs,", len(USED), "sources; unused:", sorted(unused))
