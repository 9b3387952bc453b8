# SPDX-License-Identifier: GPL-3.0-or-later
"""Each lint is shown a small tree with one thing wrong, and must complain of that and nothing else.

A lint that cannot fail proves nothing.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import forms
import headers
import help_pages
import layers
import potfiles
import sizes
import translations
import ui
import words

HEAD = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n/* A file for the tests of the lints. */\n"
PO = ('msgid ""\nmsgstr ""\n"Project-Id-Version: x\\n"\n"PO-Revision-Date: 2026-11-22 09:00+0100\\n"\n'
      '"Last-Translator: x\\n"\n"Language-Team: x\\n"\n"Language: de\\n"\n"MIME-Version: 1.0\\n"\n'
      '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n')
UPDATE_PO = (Path(__file__).parents[2] / "build-aux" / "update-po").read_text(encoding="utf-8")
PAGE = ('<?xml version="1.0" encoding="utf-8"?>\n<page xmlns="http://projectmallard.org/1.0/" type="guide" id="index">\n'
        '  <title>Help</title>\n</page>\n')
FORM = ("# SPDX-License-Identifier: GPL-3.0-or-later\n\n[form]\npurpose=survey\n"
        + "".join(f"{key}[de]=x\n{key}[en]=x\n" for key in ("title", "about", "introduction", "thanks"))
        + "\n[question liked]\ntype=yes_no\ntheme=liked\ntext[de]=x\ntext[en]=x\n")
GOOD = {
    "data/forms/a.form": FORM,
    "src/feedback/forms.gresource.xml": HEAD + '<file>a.form</file>\n',
    "src/feedback/lotse-form-library.c": HEAD + 'const char *names[] = { "a" };\n',
    "src/base/meson.build": "# SPDX-License-Identifier: GPL-3.0-or-later\nfiles(\n  'a.c',\n  'b.c',\n)\n",
    "src/base/a.c": HEAD + '#include "a.h"\n#include <unicode/uchar.h>\n\nint\na (void)\n{\n  return 1;\n}\n',
    "src/base/a.h": HEAD + "int a (void);\n",
    "src/base/b.c": HEAD + '#include "a.h"\n\nconst char *word = N_("Word"); /* SELECT 1 FROM here */\n',
    "src/store/s.c": HEAD + '#include "a.h"\n\nconst char *q = "SELECT 1 FROM x";\n',
    "src/store/s.h": HEAD + "int s (void);\n",
    "src/db/lotse-db-private.h": HEAD + "#include <sqlite3.h>\n",
    "src/app/v.c": HEAD + '#include "s.h"\n#include <gtk/gtk.h>\n',
    "po/POTFILES.in": "# Words\nsrc/base/b.c\n",
    "po/LINGUAS": "de\n",
    "po/de.po": PO + 'msgid "Word"\nmsgstr "Wort"\n',
    "build-aux/update-po": UPDATE_PO,
    "help/LINGUAS": "de\n",
    "help/de/de.po": PO + 'msgid "Help"\nmsgstr "Hilfe"\n',
    "help/C/index.page": PAGE,
    "help/meson.build": "# SPDX-License-Identifier: GPL-3.0-or-later\nhelp_pages = [\n  'index.page',\n]\n",
}


def body(count):
    return HEAD + "\nint\nf (void)\n{\n" + "  f ();\n" * count + "}\n"


# What happens, the check that must complain, and the files that are wrong.
CASES = [
    ("an include against the layers", layers.includes_point_down, {"src/base/a.c": HEAD + '#include "s.h"\n'}),
    ("an include by path", layers.includes_point_down, {"src/app/v.c": HEAD + '#include "../store/s.h"\n'}),
    ("a private header of another layer", layers.includes_point_down,
     {"src/store/s.c": HEAD + '#include "lotse-db-private.h"\n'}),
    ("a test that is in no list", layers.every_test_is_run, {"tests/store/test-a.c": HEAD}),
    ("two headers of one name", layers.header_names_are_unique, {"src/store/a.h": HEAD}),
    ("GTK below the app", layers.libraries_stay_in_place, {"src/store/s.c": HEAD + "#include <gtk/gtk.h>\n"}),
    ("SQLite in a second file", layers.libraries_stay_in_place, {"src/db/x.c": HEAD + "#include <sqlite3.h>\n"}),
    ("SQLCipher in the store", layers.libraries_stay_in_place,
     {"src/store/s.c": HEAD + "#include <sqlcipher/sqlite3.h>\n"}),
    ("HTTP in a widget", layers.libraries_stay_in_place, {"src/app/v.c": HEAD + "#include <libsoup/soup.h>\n"}),
    ("PostgreSQL outside its file", layers.libraries_stay_in_place, {"src/centre/x.c": HEAD + "#include <libpq-fe.h>\n"}),
    ("SQL in the app", layers.sql_stays_in_place, {"src/app/v.c": HEAD + 'const char *q = "DELETE FROM person";\n'}),
    ("a source that is not built", layers.every_source_is_built, {"src/base/c.c": HEAD}),
    ("an unsorted list", layers.every_source_is_built,
     {"src/base/meson.build": "# SPDX-License-Identifier: GPL-3.0-or-later\nfiles(\n  'b.c',\n  'a.c',\n)\n"}),
    ("no licence", headers.licence_comes_first, {"src/base/a.h": "/* A file for the tests of lints. */\nint a;\n"}),
    ("no purpose", headers.purpose_comes_second, {"src/base/a.h": HEAD.split("\n")[0] + "\nint a;\n"}),
    ("a form without its English", forms.nothing_is_missing, {"data/forms/a.form": FORM.replace("text[en]=x\n", "")}),
    ("a kind of question that is none", forms.questions_are_whole, {"data/forms/a.form": FORM.replace("yes_no", "guess")}),
    ("a choice with nothing to choose", forms.questions_are_whole, {"data/forms/a.form": FORM.replace("yes_no", "single")}),
    ("a rating of three steps", forms.questions_are_whole,
     {"data/forms/a.form": FORM.replace("yes_no", "rating") + "step.1[de]=x\nstep.2[de]=x\nstep.3[de]=x\n"}),
    ("a condition on nothing", forms.conditions_lead_back, {"data/forms/a.form": FORM + "if=other: yes\n"}),
    ("a condition on no answer", forms.conditions_lead_back,
     {"data/forms/a.form": FORM + FORM.split("\n\n")[2].replace(" liked", " more") + "if=liked: maybe\n"}),
    ("a key with two themes", forms.themes_agree,
     {"data/forms/b.form": FORM.replace("theme=liked", "theme=other")}),
    ("a theme of two kinds", forms.themes_agree,
     {"data/forms/b.form": FORM.replace("yes_no", "open").replace("question liked", "question other")}),
    ("a form that is not compiled in", forms.all_are_listed, {"data/forms/b.form": FORM}),
    ("a long function", sizes.functions_are_short, {"src/base/a.c": body(110)}),
    ("a long file", sizes.files_are_short, {"src/base/a.c": HEAD + "int x;\n" * 1001}),
    ("a place of one machine", words.no_places, {"README.md": "see /wo" + "rk/main\n"}),
    ("a host for packages", words.no_hosts, {"build-aux/x.txt": "http://deb.deb" + "ian.org/\n"}),
    ("a loose end", words.no_loose_ends, {"src/base/a.c": HEAD + "/* TO" + "DO: more */\n"}),
    ("blanks at a line's end", words.texts_are_clean, {"src/base/a.h": HEAD + "int a; \n"}),
    ("a tab", words.texts_are_clean, {"src/base/a.h": HEAD + "\tint a;\n"}),
    ("no line feed at the end", words.texts_are_clean, {"src/base/a.h": HEAD + "int a;"}),
    ("words that nobody can translate", potfiles.all_are_listed, {"src/app/v.c": HEAD + 'x (_("Hello"));\n'}),
    ("a listed file that is gone", potfiles.none_is_superfluous, {"po/POTFILES.in": "src/base/a.c\nsrc/base/b.c\n"}),
    ("an unsorted POTFILES.in", potfiles.none_is_superfluous,
     {"po/POTFILES.in": "src/base/b.c\nsrc/app/v.c\n", "src/app/v.c": HEAD + 'x (_("Hello"));\n'}),
    ("a string without translation", translations.program_is_complete, {"po/de.po": PO}),
    ("an empty translation", translations.program_is_complete, {"po/de.po": PO + 'msgid "Word"\nmsgstr ""\n'}),
    ("a paragraph without translation", translations.help_is_complete, {"help/de/de.po": PO}),
    ("a page that is not one", help_pages.pages_are_mallard, {"help/C/index.page": PAGE.replace("title", "titel")}),
    ("a link to nowhere", help_pages.links_lead_somewhere,
     {"help/C/index.page": PAGE.replace("</page>", '  <p><link xref="gone"/></p>\n</page>')}),
    ("a page that nothing leads to", help_pages.links_lead_somewhere,
     {"help/C/lost.page": PAGE.replace("guide", "topic").replace("index", "lost")}),
    ("a picture that is missing", help_pages.links_lead_somewhere,
     {"help/C/index.page": PAGE.replace("</page>", '  <media type="image" src="figures/gone.png"/>\n</page>')}),
    ("a file that is no XML", ui.files_are_xml, {"src/app/v.ui": "<interface>\n"}),
    ("a word in a .ui file that nobody can translate", ui.words_are_translatable,
     {"src/app/v.ui": '<interface><object class="X"><property name="label">Hi</property></object></interface>\n'}),
    ("a button with an icon and no name", ui.icons_have_names,
     {"src/app/v.ui": '<interface><object class="GtkButton"><property name="icon-name">x</property></object></interface>\n'}),
    ("a picture in one language only", help_pages.pictures_come_in_pairs, {"help/de/figures/x.png": "not read here"}),
    ("a view without a page", help_pages.views_have_pages, {"src/app/v.c": HEAD + 'view v = { .help = "gone" };\n'}),
    ("a page that is not installed", help_pages.pages_are_listed, {"help/C/lost.page": PAGE}),
    ("a placeholder that differs", translations.formats_match,
     {"po/de.po": PO + '#, c-format\nmsgid "%d words"\nmsgstr "%s Worte"\n'}),
    ("a fuzzy entry", translations.nothing_is_fuzzy, {"po/de.po": PO + '#, fuzzy\nmsgid "Word"\nmsgstr "Wort"\n'}),
    ("an entry that is left over", translations.nothing_is_fuzzy,
     {"po/de.po": PO + 'msgid "Word"\nmsgstr "Wort"\n\n#~ msgid "Old"\n'}),
    ("a reader addressed as a friend", translations.readers_are_addressed_formally,
     {"po/de.po": PO + 'msgid "Word"\nmsgstr "Dein Wort"\n'}),
]


def tree(folder, changed):
    for name, text in {**GOOD, **changed}.items():
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
    return Path(folder)


def complaints(check, changed):
    with tempfile.TemporaryDirectory() as folder:
        return check(tree(folder, changed))


def main():
    failed = 0
    for number, (name, check, changed) in enumerate(CASES, 1):
        clean, dirty = complaints(check, {}), complaints(check, changed)
        good = not clean and bool(dirty)
        failed += not good
        print(f"{'ok' if good else 'not ok'} {number} {check.__name__} finds {name}")
        if not good:
            print(f"# without the fault: {clean}; with it: {dirty}")
    print(f"1..{len(CASES)}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
