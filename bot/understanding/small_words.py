"""Words that people write all the time, in each language that is told from others by its words.

Romanised and mixed writing too: Arabizi, Roman Urdu, Taglish, Bengali and Sinhala in Latin letters,
Russian and Ukrainian without their alphabet. A list is no dictionary: a text that none fits has no
guess. What two languages share tells neither apart.
"""

from __future__ import annotations

from collections.abc import Mapping

OURS: Mapping[str, str] = {
    "it": (
        "non che sono mi ho per ma di una un "
        "il la mia mio con anche come cosa perché questo hai "
        "lui lei ciao voglio posso devo aiuto figli casa ha è ti ci adesso sempre"
    ),
    "en": (
        "i the is my me and to you he she it "
        "not what how am are do don have want need help can "
        "please with for in of this was his her please husband children where"
    ),
    "es": (
        "que no es mi me yo de la el en "
        "un una por con para estoy tengo quiero necesito puedo él "
        "ella mis hijos casa y pero cómo qué dónde ayuda hola está muy esto"
    ),
    "fr": (
        "je ne pas est mon ma mes il elle que de "
        "le la les un une et pour avec suis ai veux peux "
        "dans mais comment où aide bonjour enfants j c'est vous tu moi quoi chez"
    ),
    "ro": (
        "nu este sunt mă am pe și să că în cu la ce un o meu mea copii casă vreau pot trebuie "
        "ajutor unde cum bună eu îmi mi el ea acasă vă rog bărbatul soțul mult"
    ),
    "sq": (
        "nuk jam është e në të me për një dua "
        "kam më ndihmë fëmijët burri shtëpi si ku çfarë unë "
        "ai ajo po jo mund duhet shumë dhe pse kur tani faleminderit përshëndetje dhunë mos"
    ),
    "pt": (
        "não que eu é meu minha em um uma com por para estou tenho quero preciso posso ele ela "
        "meus filhos casa e mas como onde ajuda olá você muito isso ta ele marido"
    ),
    "pl": (
        "nie jest mam się w na i z do że "
        "mnie mój moja mi jestem chcę potrzebuję mogę muszę mąż "
        "dzieci dom pomoc gdzie jak co czy proszę dzień dobry ale on ona przez już bardzo"
    ),
    "fil": (
        "ako ko ang ng sa mga po na hindi "
        "ba ay siya niya kami namin asawa anak bahay kailangan "
        "gusto tulong saan paano ano may wala kasi "
        "yung lang naman pero nang akin natatakot dito "
        "kay opo salamat tinatakot sinasaktan"
    ),
    "ar": (
        "ana enta inta anta msh mish mesh ma3 3ala "
        "fi fe el al ya3ni 3ayza 3ayez 7abibi bas shu "
        "kif keef ezay ezayak wallah lazem momken law "
        "sama7ti awlad awlady gozi jozi beit bayt 3andi "
        "mafi baddi biddi bdi hatta 3nd bel7a2 sa3dini sa3douni khayfa 5ayfa 2ana ento lesa"
    ),
    "ur": (
        "main mein mujhe mera meri mere hai hain nahi nahin ka ki ke ko se kya kyun kaise aur "
        "shohar bachay bachon ghar madad chahiye chahti "
        "hoon hun karna karta raha rahi bohat bahut "
        "abhi kahan ap aap woh wo apne sath darr dar lagta"
    ),
    "bn": (
        "ami amar amake tumi apni apnar ki kothay keno kivabe korte chai hobe ache nai nei na "
        "shami amar bacha bari shahajjo sahajjo dorkar khub ekhon eto ar kintu jonno theke bhoy"
    ),
    "si": (
        "mama mage mata oya eyaa ekka kiyala karanna "
        "puluwan one nehe naha danne ganna inne innawa "
        "gedara daruwo swamiya husband udaw udawwak ona kohomada koheda mokakda habai api eka "
        "bayai dan thiyenawa"
    ),
    "fa": (
        "man mikham nemikham hastam ast mano to shoma chera koja chetor komak shoharam bache "
        "bacheha khane khoone bayad dare daram nadaram "
        "ke az ba be hast mitunam nemitunam mitarsam "
        "inja khaste salam lotfan"
    ),
    "uk": (
        "я не мені мене мій моя чоловік діти допомога допоможіть де як що це та але хочу треба "
        "можу дуже будь ласка добрий день вдома зараз "
        "ya meni mene cholovik dity dopomoha yak shcho "
        "bud laska treba duzhe"
    ),
    "ru": (
        "я не мне меня мой моя муж дети помощь помогите "
        "где как что это и но хочу нужно могу очень "
        "пожалуйста здравствуйте дома сейчас ya mne menya muzh deti pomogite gde kak chto eto "
        "nuzhno mogu ochen pozhaluysta hochu net"
    ),
}
"""Language that is offered -> its words."""

IN_ARABIC: Mapping[str, str] = {
    "ar": (
        "انا أنا في من على مع هو هي هذا هذه "
        "مش مو عندي عايزة بدي اريد أريد كيف وين فين زوجي "
        "جوزي أولادي ولادي بيت مساعدة السلام عليكم لو سمحت لا ما والله اللي التي الذي"
    ),
    "fa": (
        "من را از به که این است در با هستم نیستم می کنم دارم ندارم شوهرم بچه خانه خونه کمک "
        "چطور کجا سلام لطفا باید خیلی برای چه"
    ),
    "ur": (
        "میں مجھے میرا میری میرے ہے ہیں نہیں کا کی کے کو سے کیا کیوں اور شوہر بچے گھر مدد "
        "چاہیے ہوں آپ وہ یہ بہت ابھی کہاں"
    ),
}
"""The same of what is written in the Arabic alphabet."""

IN_ETHIOPIC: Mapping[str, str] = {
    "am": "ነው እኔ አለ ነኝ እባክዎን እባክዎ እባክህ እባክሽ እርዳታ እርዳኝ እርዱኝ እፈልጋለሁ ባሌ ልጆቼ እና በጣም የለም ምን የት",
    "ti": "ኣነ እየ ኣሎ ኣለኒ ሰብኣየይ ደቀይ ሓገዝ ሓግዙኒ ምስ እንታይ ናይ ሓደ ደልየ ይደሊ ክዛረብ ኣበይ በጃኻ በጃኽን ፍርሒ",
}
"""The same of what is written in the Ethiopic alphabet; neither is offered."""

IN_DEVANAGARI: Mapping[str, str] = {
    "hi": "है हैं हूँ हूं था मुझे मेरा मेरे मेरी मैं में नहीं चाहिए का की के और से पति बच्चे मदद कहाँ",
    "ne": "छ छन् छु छैन थियो मलाई मेरो मेरा म हुन्छ गर्छ चाहियो चाहिन्छ लाई र छोराछोरी श्रीमान कहाँ हो",
}
"""The same of what is written in Devanagari; neither is offered."""

THEIRS: Mapping[str, str] = {
    "de": (
        "ich nicht bin mein meine mich mir und der die das ist ein eine mit mann hilfe brauche "
        "habe kann wo wie bitte kinder er sie zu auf von für schlägt angst"
    ),
    "tr": (
        "ben bana beni bir ve bu için çok değil yok kocam eşim yardım lazım istiyorum nasıl nerede "
        "çocuklarım evde korkuyorum ediyor"
    ),
    "hu": (
        "nem vagyok az és hogy férjem segítség kell szükségem van gyerekek hol kérem engem félek "
        "segítsen egy meg nekem"
    ),
    "vi": "tôi không chồng giúp được người của mình bị đánh cần các cháu",
    "sr": (
        "sam nije muž moj moja trebam treba djeca deca gdje gde kako molim šta kuća bije tuče "
        "hoću želim mogu imam pomozite pomoć"
    ),
    "so": (
        "waxaan waan ayaa iyo caawimaad ninkayga carruurtayda guriga fadlan waxaa baahanahay "
        "aniga caawi cabsanayaa"
    ),
    "bg": "аз съм се ще мъж ми помощ имам нужда трябва моля искам децата къде какво той ме бие",
}
"""The same for languages that are not offered: they are known, so that she is told so in hers."""
