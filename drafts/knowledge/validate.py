#!/usr/bin/env python3
"""Checks well_known_services.yaml: ids, ports, sources, aliases, references. Exit status 1 on errors.

    python3 validate.py            errors, then counts
    python3 validate.py -v         also what is worth a look (no error)
"""
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("well_known_services.yaml")
ENCRYPTION = set("none tls starttls ssh optional dtls ipsec kerberos wireguard own unknown".split())
TRANSPORTS = {"tcp", "udp", "sctp", "dccp"}
data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
errors, remarks = [], []


def span(text):
    """First and last number of a port or a range."""
    found = re.fullmatch(r"(\d{1,5})(?:-(\d{1,5}))?", str(text))
    if not found:
        raise ValueError(f"no port: {text!r}")
    first, last = int(found[1]), int(found[2] or found[1])
    if not 1 <= first <= last <= 65535:
        raise ValueError(f"port out of range: {text!r}")
    return first, last


services = data["services"]
ids = Counter(s["id"] for s in services)
errors += [f"id twice: {key}" for key, n in ids.items() if n > 1]
names = defaultdict(set)
for s in services:
    here = s["id"]
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", here):
        errors.append(f"{here}: not an id")
    for key in ("name", "aliases", "ports", "encryption", "source", "seen"):
        if not s.get(key):
            errors.append(f"{here}: no {key}")
    errors += [f"{here}: unknown source {key}" for key in s["source"] if key not in data["sources"]]
    if not any(re.match(r"RFC|IANA|netbase|[a-z0-9-]+:", str(x)) for x in s["seen"]):
        errors.append(f"{here}: seen says nothing")
    if s["encryption"] not in ENCRYPTION:
        errors.append(f"{here}: encryption {s['encryption']}")
    if s["encryption"] != "unknown" and not s.get("encryption_basis"):
        errors.append(f"{here}: encryption {s['encryption']} without a basis")
    if s["plain_contradicts_name"] and s["encryption"] in ("none", "optional", "unknown", "starttls"):
        errors.append(f"{here}: plain contradicts the name, but encryption is {s['encryption']}")
    for alias in {str(a).casefold() for a in s["aliases"]}:
        names[alias].add(here)
    if len({str(a).casefold() for a in s["aliases"]}) != len(s["aliases"]):
        errors.append(f"{here}: an alias twice")
    seen_ports = Counter(str(p["port"]) for p in s["ports"])
    errors += [f"{here}: port twice: {p}" for p, n in seen_ports.items() if n > 1]
    for port in s["ports"]:
        try:
            span(port["port"])
        except ValueError as error:
            errors.append(f"{here}: {error}")
        if not port["usual"]:
            errors.append(f"{here}: {port['port']} has no usual transport")
        for key in ("usual", "also", "registered", "netbase"):
            bad = set(port.get(key, [])) - TRANSPORTS
            if bad:
                errors.append(f"{here}: {port['port']} {key}: {bad}")
        if port["registered"] and not set(port["usual"]) <= set(port["registered"]):
            remarks.append(f"{here}: usual {port['port']}/{port['usual']} is not registered ({port['registered']})")
        if port["netbase"] and not set(port["usual"]) <= set(port["netbase"]):
            remarks.append(f"{here}: usual {port['port']}/{port['usual']} is not in netbase ({port['netbase']})")
        if port.get("encryption", "none") not in ENCRYPTION:
            errors.append(f"{here}: {port['port']}: encryption {port['encryption']}")
    errors += [f"{here}: family: no service {x}" for x in s.get("family", []) if x not in ids]
    errors += [f"{here}: ambiguous: {x!r} is no alias" for x in s.get("ambiguous", []) if x not in s["aliases"]]
    sibling = s.get("tls_sibling")
    if sibling and sibling["service"] not in ids:
        errors.append(f"{here}: no such sibling: {sibling['service']}")
errors += [f"alias of several services: {alias!r} ({', '.join(sorted(of))})" for alias, of in names.items() if len(of) > 1]
for pair in data["tls_pairs"]:
    errors += [f"tls_pairs: {pair[k]} is no service" for k in ("plain", "tls") if pair[k] not in ids]
    for text in (*pair["plain_ports"], *pair["tls_ports"]):
        number, _, protocols = text.partition("/")
        span(number)
        if not set(protocols.split("+")) <= TRANSPORTS:
            errors.append(f"tls_pairs: {text}")
known = set(data["sources"]) | set(data["dynamic_sources"]) | set(data["not_ports_source"])
for table in ("dynamic_ranges", "tls_pairs_more", "not_ports"):
    for entry in data[table]:
        errors += [f"{table}: unknown source {key}" for key in entry["source"] if key not in known]
for entry in data["dynamic_ranges"]:
    span(entry["range"])
words = {w for group in data["qualifiers"]["more"] for w in group["words"]} | set(data["qualifiers"]["issue"])
for alias, of in names.items():
    if set(re.findall(r"\w+", alias)) & words and "-v" in sys.argv:
        remarks.append(f"{', '.join(of)}: the alias {alias!r} holds a qualifier (it must win over it)")
for key, s in data["sources"].items():
    errors += [f"source {key}: no {part}" for part in ("title", "url", "seen") if not s.get(part)]

print(*errors, sep="\n", end="\n" if errors else "")
if "-v" in sys.argv:
    print(*remarks, sep="\n")
numbers = {n for s in services for p in s["ports"] for n in [span(p["port"])]}
print(f"{len(services)} services, {sum(len(s['ports']) for s in services)} ports ({len(numbers)} different), {len(names)} aliases, {len(data['sources'])} sources")
print("encryption:", dict(Counter(s["encryption"] for s in services).most_common()))
print("official:", dict(Counter(str(s["official"]) for s in services)))
print("plain contradicts the name:", sum(s["plain_contradicts_name"] for s in services))
print("pairs:", len(data["tls_pairs"]), "+", len(data["tls_pairs_more"]), "dynamic ranges:", len(data["dynamic_ranges"]), "not ports:", len(data["not_ports"]))
print("errors:", len(errors))
sys.exit(bool(errors))
