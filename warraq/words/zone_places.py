"""Places by which stamps name a time zone."""

from __future__ import annotations

from typing import Final

ZONE_PLACES: Final = {
    "Asia/Riyadh": "مكة|مكة المكرمة|السعودية|المملكة|المملكة العربية السعودية|الرياض|المدينة المنورة|جدة",
    "Africa/Cairo": "القاهرة|مصر|جمهورية مصر العربية",
    "Asia/Jerusalem": "القدس|القدس المحتلة|القدس الشرقية|القدس الشريف|تل أبيب|إسرائيل",
    "Asia/Hebron": "فلسطين|رام الله|الضفة|الضفة الغربية|الخليل",
    "Asia/Gaza": "غزة",
    "Asia/Dubai": "أبوظبي|أبو ظبي|دبي|الإمارات|دولة الإمارات|الإمارات العربية المتحدة",
    "Asia/Aden": "اليمن|صنعاء|عدن",
    "Asia/Qatar": "الدوحة|قطر",
    "Asia/Kuwait": "الكويت",
    "Asia/Bahrain": "البحرين|المنامة",
    "Asia/Muscat": "مسقط|سلطنة عمان",
    "Asia/Baghdad": "بغداد|العراق|أربيل",
    "Asia/Amman": "عمّان|الأردن|عمان الأردن",
    "Asia/Beirut": "بيروت|لبنان",
    "Asia/Damascus": "دمشق|سوريا|سورية",
    "Africa/Khartoum": "الخرطوم|السودان",
    "Africa/Tripoli": "طرابلس|ليبيا",
    "Africa/Tunis": "تونس",
    "Africa/Algiers": "الجزائر",
    "Africa/Casablanca": "المغرب|الرباط|الدار البيضاء",
    "Africa/Nouakchott": "نواكشوط|موريتانيا",
    "Europe/London": "لندن|بريطانيا",
    "Europe/Paris": "باريس|فرنسا",
    "Europe/Berlin": "برلين|ألمانيا",
    "Europe/Moscow": "موسكو|روسيا|msk",
    "Europe/Istanbul": "إسطنبول|اسطنبول|أنقرة|تركيا",
    "Asia/Tehran": "طهران|إيران",
    "America/New_York": "واشنطن|نيويورك",
}
"""Tz database name to its places, parted by "|", as written."""
