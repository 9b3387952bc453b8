# SPDX-License-Identifier: GPL-3.0-or-later
"""The flatpak manifest is understood by flatpak-builder and builds Lotse from this very checkout.

Arguments: the root of the sources. What can be shown without a runtime is shown: flatpak-builder reads the
manifest and prints it in full; nothing is downloaded.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

MANIFEST = "flatpak/de.lotse.Lotse.json"


def parsed(root):
    """The manifest as flatpak-builder understands it, and what it said about it."""
    result = subprocess.run(["flatpak-builder", "--show-manifest", str(root / MANIFEST)],
                            capture_output=True, text=True)
    manifest = json.loads(result.stdout) if result.returncode == 0 else {}
    return manifest, result.stderr.strip().splitlines()


def unknown_keys(given, understood, place=""):
    """Keys that flatpak-builder dropped because it does not know them."""
    found = []
    if isinstance(given, dict) and isinstance(understood, dict):
        for key, value in given.items():
            if key not in understood:
                found.append(f"{place}{key}")
            else:
                found += unknown_keys(value, understood[key], f"{place}{key}/")
    elif isinstance(given, list) and isinstance(understood, list):
        for number, (a, b) in enumerate(zip(given, understood)):
            found += unknown_keys(a, b, f"{place}{number}/")
    return found


def source_faults(root, manifest):
    """Sources that are neither pinned by a checksum nor this checkout."""
    found = []
    own = 0
    for module in manifest.get("modules", []):
        for source in module.get("sources", []):
            if source.get("type") == "dir":
                own += (root / "flatpak" / source["path"]).resolve() == root
            elif len(source.get("sha256", "")) != 64:
                found.append(f"{module['name']}: {source.get('url')} has no checksum")
    return found if own == 1 else found + ["exactly one module must build this checkout"]


def main():
    root = Path(sys.argv[1]).resolve()
    names = ["flatpak-builder reads the manifest", "flatpak-builder knows every key of it",
             "every source is this checkout or pinned", "the names agree with the desktop file"]
    if not shutil.which("flatpak-builder"):
        print("".join(f"ok {n} {name} # SKIP flatpak-builder is not installed\n" for n, name in enumerate(names, 1)))
        print(f"1..{len(names)}")
        return
    given = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
    manifest, said = parsed(root)
    desktop = (root / "data" / f"{given['id']}.desktop.in").read_text(encoding="utf-8")
    results = [
        [] if manifest else said or ["no answer"],
        unknown_keys(given, manifest),
        source_faults(root, manifest),
        [] if f"Exec={manifest.get('command')}" in desktop else ["another command than the desktop file"],
    ]
    for number, (name, faults) in enumerate(zip(names, results), 1):
        print(f"{'not ok' if faults else 'ok'} {number} {name}")
        print("".join(f"# {fault}\n" for fault in faults), end="")
    print(f"1..{len(names)}")
    sys.exit(1 if any(results) else 0)


if __name__ == "__main__":
    main()
