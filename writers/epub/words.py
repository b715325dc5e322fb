"""The few words that a book says by itself, in the languages of most blogs; English for all others."""

from dataclasses import dataclass
from datetime import datetime

from writers.epub.language import primary


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a book says besides its posts. `{…}` stands for what is put in."""

    language: str
    contents: str
    cover: str
    pages: str
    index: str
    about: str
    comments: str
    previous: str
    following: str
    undated: str
    unfiled: str
    untitled: str
    picture: str
    source: str
    posts: str
    dates: str
    made_with: str
    notes: str
    back: str
    wrote: str
    anonymous: str
    """The name of a commenter who gave none."""
    summary: str
    date: str
    """A date out of `{day}`, `{month}` and `{year}`."""
    months: str
    """Twelve names; none where months are numbers."""

    def dated(self, date: datetime) -> str:
        """A day as readers of the language write it."""
        names = self.months.split()
        month = names[date.month - 1] if names else str(date.month)
        return self.date.format(day=date.day, month=month, year=date.year)


def words_for(language: str) -> Words:
    """The words of a language, or the English ones."""
    return _WORDS.get(primary(language), _WORDS["en"])


def _words(language: str, *words: str) -> Words:
    names = [name for name in Words.__dataclass_fields__ if name != "language"]
    return Words(language=language, **dict(zip(names, words, strict=True)))


_SUMMARY = (
    "A blog as a book: every post is a chapter with headings, and pictures have alternative text where the author or "
    "the media library gave one."
)
_ALL = (
    _words(
        "en", "Contents", "Cover", "Pages", "Index", "About this book", "Comments", "Previous", "Next", "Undated",
        "Other", "Untitled", "Picture", "Source", "Posts", "Dates", "Made with", "Notes", "Back to the text",
        "{name} wrote", "Anonymous", _SUMMARY, "{day} {month} {year}",
        "January February March April May June July August September October November December",
    ),
    _words(
        "de", "Inhalt", "Umschlag", "Seiten", "Register", "Über dieses Buch", "Kommentare", "Zurück", "Weiter",
        "Ohne Datum", "Sonstiges", "Ohne Titel", "Bild", "Quelle", "Beiträge", "Zeitraum", "Hergestellt mit",
        "Anmerkungen", "Zurück zum Text", "{name} schrieb", "Anonym",
        "Ein Blog als Buch: Jeder Beitrag ist ein Kapitel mit Überschriften, und Bilder haben einen Alternativtext, "
        "wo der Autor oder die Mediathek einen gab.",
        "{day}. {month} {year}",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    ),
    _words(
        "fr", "Sommaire", "Couverture", "Pages", "Index", "À propos de ce livre", "Commentaires", "Précédent",
        "Suivant", "Sans date", "Divers", "Sans titre", "Image", "Source", "Articles", "Dates", "Réalisé avec", "Notes",
        "Retour au texte", "{name} a écrit", "Anonyme",
        "Un blog en livre : chaque article est un chapitre avec ses titres, et les images ont un texte de remplacement "
        "là où l’auteur ou la médiathèque en a donné un.",
        "{day} {month} {year}",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    ),
    _words(
        "es", "Contenido", "Cubierta", "Páginas", "Índice", "Acerca de este libro", "Comentarios", "Anterior",
        "Siguiente", "Sin fecha", "Otros", "Sin título", "Imagen", "Fuente", "Entradas", "Fechas", "Hecho con", "Notas",
        "Volver al texto", "{name} escribió", "Anónimo",
        "Un blog como libro: cada entrada es un capítulo con títulos, y las imágenes tienen texto alternativo donde el "
        "autor o la biblioteca de medios lo dio.",
        "{day} de {month} de {year}",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    ),
    _words(
        "it", "Indice", "Copertina", "Pagine", "Indice analitico", "Informazioni su questo libro", "Commenti",
        "Precedente", "Successivo", "Senza data", "Altro", "Senza titolo", "Immagine", "Fonte", "Articoli", "Date",
        "Realizzato con", "Note", "Torna al testo", "{name} ha scritto", "Anonimo",
        "Un blog come libro: ogni articolo è un capitolo con i suoi titoli, e le immagini hanno un testo alternativo "
        "dove l’autore o la libreria dei media ne dà uno.",
        "{day} {month} {year}",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    ),
    _words(
        "pt", "Sumário", "Capa", "Páginas", "Índice remissivo", "Sobre este livro", "Comentários", "Anterior",
        "Seguinte", "Sem data", "Outros", "Sem título", "Imagem", "Fonte", "Artigos", "Datas", "Feito com", "Notas",
        "Voltar ao texto", "{name} escreveu", "Anônimo",
        "Um blog como livro: cada artigo é um capítulo com títulos, e as imagens têm texto alternativo onde o autor ou "
        "a biblioteca de mídia o deu.",
        "{day} de {month} de {year}",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    ),
    _words(
        "nl", "Inhoud", "Omslag", "Pagina’s", "Register", "Over dit boek", "Reacties", "Vorige", "Volgende",
        "Zonder datum", "Overige", "Zonder titel", "Afbeelding", "Bron", "Berichten", "Periode", "Gemaakt met", "Noten",
        "Terug naar de tekst", "{name} schreef", "Anoniem",
        "Een blog als boek: elk bericht is een hoofdstuk met koppen, en afbeeldingen hebben een alternatieve tekst "
        "waar de auteur of de mediabibliotheek die gaf.",
        "{day} {month} {year}",
        "januari februari maart april mei juni juli augustus september oktober november december",
    ),
    _words(
        "pl", "Spis treści", "Okładka", "Strony", "Indeks", "O tej książce", "Komentarze", "Poprzedni", "Następny",
        "Bez daty", "Inne", "Bez tytułu", "Obraz", "Źródło", "Wpisy", "Daty", "Utworzono za pomocą", "Przypisy",
        "Powrót do tekstu", "{name} napisał(a)", "Anonim",
        "Blog jako książka: każdy wpis jest rozdziałem z nagłówkami, a obrazy mają tekst alternatywny tam, gdzie podał "
        "go autor lub biblioteka mediów.",
        "{day} {month} {year}",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    ),
    _words(
        "ru", "Содержание", "Обложка", "Страницы", "Указатель", "Об этой книге", "Комментарии", "Назад", "Вперёд",
        "Без даты", "Прочее", "Без названия", "Изображение", "Источник", "Записи", "Даты", "Создано с помощью",
        "Примечания", "Вернуться к тексту", "{name} пишет", "Аноним",
        "Блог в виде книги: каждая запись — глава с заголовками, а у изображений есть текстовое описание там, где его "
        "дал автор или медиатека.",
        "{day} {month} {year}",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    ),
    _words(
        "ar", "المحتويات", "الغلاف", "الصفحات", "الفهرس", "عن هذا الكتاب", "التعليقات", "السابق", "التالي",
        "بلا تاريخ", "أخرى", "بلا عنوان", "صورة", "المصدر", "المقالات", "التواريخ", "صُنع بواسطة", "الحواشي",
        "العودة إلى النص", "كتب {name}", "مجهول",
        "مدونة في كتاب: كل مقالة فصل بعناوينه، وللصور نص بديل حيث وضعه الكاتب أو مكتبة الوسائط.",
        "{day} {month} {year}",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    ),
    _words(
        "he", "תוכן העניינים", "כריכה", "עמודים", "מפתח", "על הספר", "תגובות", "הקודם", "הבא", "ללא תאריך", "אחר",
        "ללא כותרת", "תמונה", "מקור", "רשומות", "תאריכים", "נוצר באמצעות", "הערות", "חזרה לטקסט", "כתב/ה {name}",
        "אנונימי",
        "בלוג כספר: כל רשומה היא פרק עם כותרות, ולתמונות יש טקסט חלופי היכן שהכותב או ספריית המדיה נתנו אחד.",
        "{day} ב{month} {year}",
        "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    ),
    _words(
        "ja", "目次", "表紙", "ページ", "索引", "この本について", "コメント", "前へ", "次へ", "日付なし", "その他",
        "無題", "画像", "出典", "記事", "期間", "作成ツール", "注", "本文に戻る", "{name}", "匿名",
        "ブログを本にしたものです。各記事が見出しのある章になり、"
        "画像には著者またはメディアライブラリが付けた代替テキストがあります。",
        "{year}年{month}月{day}日", "",
    ),
    _words(
        "zh", "目录", "封面", "页面", "索引", "关于本书", "评论", "上一篇", "下一篇", "无日期", "其他", "无标题",
        "图片", "来源", "文章", "日期", "制作工具", "注释", "返回正文", "{name}", "匿名",
        "博客成书：每篇文章都是带标题的一章，图片附有作者或媒体库提供的替代文本。",
        "{year}年{month}月{day}日", "",
    ),
    _words(
        "ko", "차례", "표지", "페이지", "찾아보기", "이 책에 대하여", "댓글", "이전", "다음", "날짜 없음", "기타",
        "제목 없음", "그림", "출처", "글", "기간", "만든 도구", "주석", "본문으로", "{name}", "익명",
        "블로그를 책으로 엮었습니다. 글마다 제목이 있는 장이 되고, "
        "그림에는 글쓴이나 미디어 라이브러리가 단 대체 텍스트가 있습니다.",
        "{year}년 {month}월 {day}일", "",
    ),
)  # fmt: skip
_WORDS = {words.language: words for words in _ALL}
