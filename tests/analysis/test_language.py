"""Languages of short texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.analysis.language import common_language, language_of, languages_of, name_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Improve the import of notes for new teams", "en"),
        ("Fehler beim Anmelden mit dem neuen Konto beheben", "de"),
        ("Zertifikat erneuern, läuft im März ab", "de"),
        ("Corriger l'erreur lors de la connexion", "fr"),
        ("Corregir el error al iniciar sesión", "es"),
        ("Correggere un errore della pagina che non funziona", "it"),
        ("Corrigir um erro da página que não funciona", "pt"),
        ("De knop werkt niet meer voor alle klanten", "nl"),
        ("Dodać eksport dla nowych klientów", "pl"),
        ("Lägg till en ny vy för alla kunder", "sv"),
        ("Termostato limitado a 22 grados", "und"),
        ("Fattura doppia", "und"),
        ("Restaurant menu export", "en"),
        ("getUserById NPE", "en"),
        ("SLA for all", "en"),
        ("BROKEN PRINTER", "en"),
        ("GEBROKEN DRUKKER", "und"),
        ("x" * 60, ""),
        ("SalesforceとのAPI連携", "ja"),
        ("Dates look odd in the 日本語 view", "en"),
        ("ログイン画面のエラーを直す", "ja"),
        ("修复登录页面", "zh"),
        ("로그인 오류 수정", "ko"),
        ("Исправить ошибку входа", "ru"),
        ("Διόρθωση σφάλματος", "el"),
        ("תיקון שגיאה", "he"),
        ("إصلاح الخطأ", "ar"),
        ("त्रुटि ठीक करें", "hi"),
        ("แก้ไขข้อผิดพลาด", "th"),
        ("RFC 3720", ""),
        ("", ""),
    ],
)
def test_a_short_text_tells_its_language(text, code):
    assert language_of(text) == code


def test_one_foreign_name_does_not_make_a_text_foreign():
    assert language_of("Call Müller and ask for the renewal of his plan") == "en"


def test_a_text_that_says_nothing_has_the_language_of_the_others():
    others = ["Der Import ist kaputt", "Die Suche ist zu langsam"]
    assert languages_of([*others, "RFC 3720"]) == ["de", "de", "de"]


def test_where_nothing_is_known_it_is_english():
    assert common_language([]) == "en"
    assert languages_of(["RFC 3720"]) == ["en"]


def test_languages_have_english_names():
    assert name_of("de") == "German"
    assert name_of("xx") == "xx"


@given(st.text(max_size=80))
def test_any_text_has_a_language(text):
    assert isinstance(language_of(text), str)
