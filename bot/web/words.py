"""The texts of the page itself in the offered languages; Italian is the source.

The title and whatever the cover says are neutral; in the chat she is spoken to as *tu*, feminine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

LANGUAGES = ("it", "en", "es", "fr", "ar")

TEXTS: Mapping[str, tuple[str, str, str, str, str]] = {
    "web.title": (
        "Almanacco di Milano",
        "Milan almanac",
        "Almanaque de Milán",
        "Almanach de Milan",
        "تقويم ميلانو",
    ),
    "web.title.kitchen": (
        "Cucina di stagione",
        "Seasonal kitchen",
        "Cocina de temporada",
        "Cuisine de saison",
        "مطبخ الموسم",
    ),
    "web.title.city": (
        "Milano a piedi",
        "Milan on foot",
        "Milán a pie",
        "Milan à pied",
        "ميلانو مشيًا",
    ),
    "web.exit": ("Esci", "Leave", "Salir", "Quitter", "خروج"),
    "web.exit_keys": (
        "Esce subito da questa pagina. Anche il tasto Maiusc, premuto tre volte, esce.",
        "Leaves this page at once. Pressing the Shift key three times leaves too.",
        "Sale enseguida de esta página. También sale la tecla Mayús, pulsada tres veces.",
        "Quitte cette page tout de suite. La touche Maj, pressée trois fois, quitte aussi.",
        "يخرج من هذه الصفحة فورًا. الضغط على مفتاح Shift ثلاث مرات يخرج أيضًا.",
    ),
    "web.once_more": (
        "Ancora una volta Maiusc per uscire.",
        "Shift once more to leave.",
        "Una vez más Mayús para salir.",
        "Encore une fois Maj pour quitter.",
        "مرة أخرى على Shift للخروج.",
    ),
    "web.log": ("Messaggi", "Messages", "Mensajes", "Messages", "الرسائل"),
    "web.you": ("Tu", "You", "Tú", "Toi", "أنتِ"),
    "web.write": (
        "Scrivi qui",
        "Write here",
        "Escribe aquí",
        "Écris ici",
        "اكتبي هنا",
    ),
    "web.send": ("Invia", "Send", "Enviar", "Envoyer", "إرسال"),
    "web.more": ("Altro", "More", "Más", "Autres choix", "المزيد"),
    "web.new_answers": (
        "Nuove risposte",
        "New answers",
        "Nuevas respuestas",
        "Nouvelles réponses",
        "ردود جديدة",
    ),
    "web.moment": ("Un attimo", "One moment", "Un momento", "Un instant", "لحظة"),
    "web.typing": ("Sta scrivendo", "Writing", "Está escribiendo", "Écrit…", "يكتب الآن"),
    "web.not_sent": (
        "Non è partito. Riprovo da solo appena c'è linea. In pericolo: 112.",
        "Not sent. It will be tried again as soon as there is a connection. In danger: 112.",
        "No se ha enviado. Se intentará de nuevo cuando haya conexión. En peligro: 112.",
        "Pas encore parti. Un nouvel essai se fera dès qu'il y a du réseau. En danger : 112.",
        "لم تُرسل. ستُعاد المحاولة عند عودة الاتصال. في حالة الخطر: 112.",
    ),
    "web.lost": (
        "Non è partito. Riprova a inviare. In pericolo: 112.",
        "Not sent. Try to send it again. In danger: 112.",
        "No se ha enviado. Intenta enviarlo otra vez. En peligro: 112.",
        "Pas parti. Essaie de l'envoyer encore. En danger : 112.",
        "لم تُرسل. حاولي الإرسال مرة أخرى. في حالة الخطر: 112.",
    ),
    "web.too_long": (
        "È troppo lungo per una volta. Dividilo in parti più corte.",
        "It is too long for one message. Split it into shorter parts.",
        "Es demasiado largo para una vez. Divídelo en partes más cortas.",
        "C'est trop long pour une seule fois. Coupe-le en parties plus courtes.",
        "النص طويل جدًا لرسالة واحدة. قسّميه إلى أجزاء أقصر.",
    ),
    "web.closing": (
        "Tra due minuti questa pagina si chiude da sola.",
        "In two minutes this page closes by itself.",
        "En dos minutos esta página se cierra sola.",
        "Dans deux minutes cette page se ferme toute seule.",
        "بعد دقيقتين تُغلق هذه الصفحة تلقائيًا.",
    ),
    "web.stay": ("Resto qui", "I stay here", "Me quedo aquí", "Je reste ici", "سأبقى هنا"),
    "web.away": (
        "La pagina è in pausa.",
        "The page is paused.",
        "La página está en pausa.",
        "La page est en pause.",
        "الصفحة متوقفة مؤقتًا.",
    ),
    "web.locked": (
        "La pagina è in pausa. Per continuare scrivi la parola. Emergenze: 112.",
        "The page is paused. To continue write the word. Emergencies: 112.",
        "La página está en pausa. Para continuar escribe la palabra. Emergencias: 112.",
        "La page est en pause. Pour continuer écris le mot. Urgences : 112.",
        "الصفحة متوقفة مؤقتًا. للمتابعة اكتبي الكلمة. الطوارئ: 112.",
    ),
    "web.continue": ("Continua", "Continue", "Continuar", "Continuer", "متابعة"),
    "web.back": ("Torna alla pagina", "Back to the page", "Volver a la página",
                 "Revenir à la page", "العودة إلى الصفحة"),
    "web.useful_numbers": (
        "Numeri utili",
        "Useful numbers",
        "Números útiles",
        "Numéros utiles",
        "أرقام مفيدة",
    ),
    "web.emergencies": (
        "112 emergenze",
        "112 emergencies",
        "112 emergencias",
        "112 urgences",
        "112 الطوارئ",
    ),
    "web.sunrise": ("Alba", "Sunrise", "Amanecer", "Lever du soleil", "الشروق"),
    "web.sunset": ("Tramonto", "Sunset", "Atardecer", "Coucher du soleil", "الغروب"),
    "web.sun": ("sole", "sun", "sol", "soleil", "الشمس"),
    "web.moon": ("Luna", "Moon", "Luna", "Lune", "القمر"),
    "web.holiday": ("Oggi è festa", "Today is a holiday", "Hoy es fiesta", "Aujourd'hui, fête",
                    "اليوم عيد"),
    "web.next_holiday": ("Prossima festa", "Next holiday", "Próxima fiesta", "Prochaine fête",
                         "العيد القادم"),
    "web.season": ("Di stagione", "In season", "De temporada", "De saison", "في موسمه"),
    "web.cover_foot": (
        "Ora di Milano. Gli orari di alba e tramonto valgono per il centro della città.",
        "Milan time. Sunrise and sunset are for the centre of the city.",
        "Hora de Milán. El amanecer y el ocaso valen para el centro de la ciudad.",
        "Heure de Milan. Le lever et le coucher du soleil valent pour le centre de la ville.",
        "توقيت ميلانو. مواعيد الشروق والغروب لوسط المدينة.",
    ),
    "web.recipe": ("Ricetta di oggi", "Today's recipe", "Receta de hoy", "Recette du jour",
                   "وصفة اليوم"),
    "web.leftover": ("Avanzi", "Leftovers", "Sobras", "Restes", "بقايا الطعام"),
    "web.fact": ("Oggi", "Today", "Hoy", "Aujourd'hui", "اليوم"),
    "web.fact_next": ("Per domani", "For tomorrow", "Para mañana", "Pour demain", "لغد"),
    "web.kitchen_foot": (
        "Una ricetta al giorno, con quello che è di stagione nel nord Italia.",
        "A recipe a day, with what is in season in northern Italy.",
        "Una receta al día, con lo que es de temporada en el norte de Italia.",
        "Une recette par jour, avec ce qui est de saison dans le nord de l'Italie.",
        "وصفة كل يوم، بما هو في موسمه في شمال إيطاليا.",
    ),
    "web.busy": (
        "In questo momento la pagina non risponde. Aspetta un minuto e riprova. In pericolo: 112. "
        "Per parlare con qualcuno: 1522.",
        "The page does not answer right now. Wait a minute and try again. In danger: 112. "
        "To talk to somebody: 1522.",
        "En este momento la página no responde. Espera un minuto y vuelve a intentarlo. "
        "En peligro: 112. Para hablar con alguien: 1522.",
        "La page ne répond pas en ce moment. Attends une minute et réessaie. En danger : 112. "
        "Pour parler à quelqu'un : 1522.",
        "الصفحة لا تستجيب الآن. انتظري دقيقة وحاولي مرة أخرى. في حالة الخطر: 112. "
        "للتحدث مع شخص: 1522.",
    ),
    "web.unreadable": (
        "Non è stato possibile leggere quello che è arrivato. Torna alla pagina e riprova.",
        "What arrived could not be read. Go back to the page and try again.",
        "No se ha podido leer lo que ha llegado. Vuelve a la página e inténtalo de nuevo.",
        "Ce qui est arrivé n'a pas pu être lu. Reviens à la page et réessaie.",
        "تعذرت قراءة ما وصل. عودي إلى الصفحة وحاولي مرة أخرى.",
    ),
    "web.elsewhere": (
        "Da qui non si può inviare. Torna alla pagina e riprova.",
        "It cannot be sent from here. Go back to the page and try again.",
        "Desde aquí no se puede enviar. Vuelve a la página e inténtalo de nuevo.",
        "On ne peut pas envoyer d'ici. Reviens à la page et réessaie.",
        "لا يمكن الإرسال من هنا. عودي إلى الصفحة وحاولي مرة أخرى.",
    ),
}  # fmt: skip


TITLES = ("web.title", "web.title.kitchen", "web.title.city")
"""What this repository calls its covers: whoever reads it knows them."""


def published_names() -> frozenset[str]:
    """What the covers are called here, in every language."""
    return frozenset(name for key in TITLES for name in TEXTS[key])


class PageWords:
    """The texts of this table (``ports.Words``)."""

    def __init__(self, name: str = "") -> None:
        """``name`` is what the cover is called here, in every language, where it has its own."""
        self._name = name

    def renamed(self, text: str) -> str:
        """A text of a cover with the cover's own name in it."""
        if self._name:
            for published in published_names():
                text = text.replace(published, self._name)
        return text

    def text(self, key: str, language: str) -> str:
        """The text of that key; an unknown language is Italian. Raises KeyError for no key."""
        if self._name and key in TITLES:
            return self._name
        place = LANGUAGES.index(language) if language in LANGUAGES else 0
        return TEXTS[key][place]

    def choose(self, preferred: Sequence[str], offered: Sequence[str]) -> str:
        """The first preferred language that is offered, else the first offered."""
        return next((tag for tag in preferred if tag in offered), offered[0])
