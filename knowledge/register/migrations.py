"""The tables of the register, built up step by step.

A step is never edited once released: a change is a new step at the end, and SCHEMA_VERSION in
store.py counts them. Only writing needs this module (and sqlite-utils); reading does not.

people: one row a person; `languages` holds the qualifications as JSON, to be read in one go.
blocks: one row a language, all that a search filters and sorts by, as small arrays
(knowledge.register.blocks); they stand where up to step 3 a table `listings` stood.
names, name_parts: folded names for search by beginning and by any part.
withdrawn: numbers that must stay out, whatever file is imported.
"""

from sqlite_utils import Database, Migrations

from knowledge.register.filling import write_blocks

migrations = Migrations("register")


@migrations()
def m001_people(db: Database) -> None:
    """People, their listings, and what is known of the import."""
    db.execute("""
        CREATE TABLE people (
            id INTEGER PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            given_name TEXT NOT NULL,
            family_name TEXT NOT NULL,
            gender TEXT,
            place TEXT,
            county TEXT,
            capacity TEXT,
            modes TEXT NOT NULL,
            phone TEXT,
            email TEXT,
            address TEXT,
            address_consent INTEGER NOT NULL,
            card_issued TEXT,
            card_valid_to TEXT,
            listed_since TEXT,
            languages TEXT NOT NULL
        )""")
    db.execute("""
        CREATE TABLE listings (
            spoken TEXT NOT NULL,
            category TEXT NOT NULL,
            county TEXT NOT NULL,
            capacity INTEGER NOT NULL,
            place TEXT NOT NULL,
            gender TEXT NOT NULL,
            modes INTEGER NOT NULL,
            shuffle INTEGER NOT NULL,
            person INTEGER NOT NULL REFERENCES people (id),
            PRIMARY KEY (spoken, category, county, capacity, place, gender, modes, shuffle, person)
        ) WITHOUT ROWID""")
    db.execute("CREATE INDEX listings_by_person ON listings (person, spoken)")
    db.execute("CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
    db.execute("PRAGMA user_version = 1")


@migrations()
def m002_names(db: Database) -> None:
    """Search by name: by the beginnings of words, by how it sounds, and by any part."""
    db.execute("""
        CREATE VIRTUAL TABLE names USING fts5(
            name, sound, tokenize = "unicode61 remove_diacritics 0", prefix = '2 3',
            content = '', columnsize = 0
        )""")
    db.execute("""
        CREATE VIRTUAL TABLE name_parts USING fts5(
            name, tokenize = 'trigram', content = '', columnsize = 0
        )""")
    db.execute("PRAGMA user_version = 2")


@migrations()
def m003_withdrawn(db: Database) -> None:
    """Numbers of people who have left, so that an older file cannot bring them back."""
    db.execute("""
        CREATE TABLE withdrawn (
            number TEXT PRIMARY KEY, withdrawn_at TEXT NOT NULL
        ) WITHOUT ROWID""")
    db.execute("PRAGMA user_version = 3")


@migrations()
def m004_blocks(db: Database) -> None:
    """All that a search filters by, language by language, in the place of `listings`."""
    db.execute("DROP TABLE listings")
    db.execute("""
        CREATE TABLE blocks (
            spoken TEXT PRIMARY KEY, people BLOB NOT NULL, cells BLOB NOT NULL,
            places BLOB NOT NULL
        )""")
    write_blocks(db.conn)
    db.execute("PRAGMA user_version = 4")
