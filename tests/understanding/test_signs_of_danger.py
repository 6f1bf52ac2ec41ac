"""Clear signs of danger are heard in every offered language, and what is denied is not a sign."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.publishing.published import read_screen

SCREEN = read_screen()

DANGER = """
mi sta picchiando
Mio marito mi picchia!
MI STA PICCHIANDO
mi sta pichiando
mi ha picchiata stasera
ha un coltello
mi ha messo le mani al collo
mi ha stretto il collo ieri sera
mi ha quasi strozzata
mi ha chiusa in casa
sono chiusa in bagno, lui è fuori dalla porta
non mi fa uscire di casa
mi ha buttata fuori di casa stanotte
ha detto che mi ammazza
ho paura che mi uccida
sta sfondando la porta
non so dove dormire stanotte
aiuto mi vuole uccidere
sono in pericolo
sta facendo del male ai miei figli
non sto bene, mi insegue per strada
he is hitting me right now
he's got a knife
He won't let me leave the house
he choked me
he locked me in the bedroom
he's going to kill me
I'm scared he will kill me
he threw me out tonight
he's outside my door
I'm in danger
I have nowhere to sleep tonight
my husband beats me
I'm bleeding
él me está pegando
mi marido me pega
tiene un cuchillo
me va a matar
no me deja salir de casa
me ha encerrado en casa
me echó de casa esta noche
estoy en peligro
il me frappe
il a un couteau
il m'a enfermée
il va me tuer
il ne me laisse pas sortir
il m'a mise dehors ce soir
je suis en danger
j'ai peur qu'il me tue
il m'a étranglée
زوجي يضربني الآن
معه سكين
يريد أن يقتلني
حبسني في البيت
لا يسمح لي بالخروج
أنا في خطر
طردني من البيت
هددني بالقتل
خنقني
ما بيخليني اطلع
mă bate acum, ajutor
soțul mă bate
m-a strâns de gât
a zis că mă omoară
m-a încuiat în casă
він мене зараз б'є
хоче мене вбити
у нього ніж
він замкнув мене вдома
burri po më rreh
do të më vrasë
ka thikë
më ka mbyllur në shtëpi
老公打我
他要杀我
他拿着刀
他把我锁在家里
sinasaktan ako ng asawa ko
papatayin niya ako
may kutsilyo siya
ikinulong niya ako sa bahay
meu marido está me batendo
ele vai me matar
ele tem uma faca
ele me trancou em casa
муж меня бьёт
он хочет меня убить
у него нож
он запер меня дома
আমার স্বামী আমাকে মারছে
সে আমাকে মেরে ফেলবে
তার হাতে ছুরি
আমাকে ঘরে আটকে রেখেছে
amar shami amake mare
මගේ මහත්තයා මට ගහනවා
එයා මාව මරනවා
එයාට පිහියක් තියෙනවා
මාව ගෙදර හිරකරලා
mahaththaya mata gahanawa
میرا شوہر مجھے مار رہا ہے
وہ مجھے مار ڈالے گا
اس کے پاس چھری ہے
مجھے گھر میں بند کر دیا ہے
mera shohar mujhe marta hai
شوهرم مرا می‌زند
می‌خواهد مرا بکشد
چاقو دارد
مرا در خانه زندانی کرده
shoharam mano mizane
mąż mnie bije
zabije mnie
on ma nóż
zamknął mnie w domu
"""

WANTS_TO_DIE = """
voglio morire
non voglio più vivere
vorrei farla finita
penso di uccidermi
ho preso troppe pastiglie
I want to die
I want to kill myself
I don't want to live anymore
quiero morir
no quiero vivir más
me quiero matar
je veux mourir
je n'ai plus envie de vivre
je veux en finir
je pense au suicide
أريد أن أموت
أفكر في الانتحار
لا أريد أن أعيش
أريد أن أقتل نفسي
vreau să mor
хочу померти
dua të vdes
我想死
我不想活了
gusto ko nang mamatay
quero morrer
хочу умереть
আমি মরে যেতে চাই
මට මැරෙන්න ඕනේ
میں مرنا چاہتی ہوں
می‌خواهم بمیرم
chcę umrzeć
"""

NO_SIGN = """
non mi ha più picchiata
non mi picchia
mi picchiava anni fa
mi ha picchiata l'anno scorso
cerco un lavoro
un corso di cucina con il coltello giusto
ho bisogno di un avvocato
il lavoro mi uccide
sto morendo di fame
non sono in pericolo
sei un servizio che chiama la polizia?
mi ha mandato via mail il contratto
mio marito è fuori casa
sono chiusa di carattere
quanto costa?
voglio un lavoro
he doesn't hit me
he doesn't hit me anymore
he never hit me
I want to be a nurse
I want to end my contract
this job is killing me
I'm locked out of my account
I took my medication
I'm not in danger
where can I find a place to stay
no me pega
muero de hambre
quiero trabajar
no estoy en peligro
il ne me frappe pas
il me frappe pas
je meurs de faim
je veux travailler
je ne suis pas en danger
لا يضربني
أريد عمل
أفكر في إنهاء زواجي
caut un loc de muncă
nu mă bate
mor de foame
шукаю роботу
він мене не б'є
помираю з голоду
kërkoj punë
nuk më rreh
我在找工作
他没有打我
饿死了
naghahanap ako ng trabaho
hindi niya ako sinasaktan
gutom na gutom na ako
procuro trabalho
ele não me bate
estou morrendo de fome
ищу работу
он меня не бьёт
умираю с голоду
আমি কাজ খুঁজছি
সে আমাকে মারে না
මට රස්සාවක් ඕනේ
එයා මට ගහන්නේ නැහැ
مجھے کام چاہیے
وہ مجھے نہیں مارتا
mujhe kaam chahiye
دنبال کار هستم
او مرا نمی‌زند
szukam pracy
on mnie nie bije
umieram z głodu
"""


def cases(listed: str) -> list[str]:
    """One text a line."""
    return listed.strip().splitlines()


@pytest.mark.parametrize("text", cases(DANGER))
def test_danger_at_this_moment_is_heard(text: str) -> None:
    """Hiding never wins over help: who is in danger is not asked about courses."""
    assert SCREEN.sign(text) == "danger_now"


@pytest.mark.parametrize("text", cases(WANTS_TO_DIE))
def test_wanting_to_die_is_heard(text: str) -> None:
    """Who thinks of dying is answered at once."""
    assert SCREEN.sign(text) == "self_harm"


@pytest.mark.parametrize("text", cases(NO_SIGN))
def test_what_is_denied_past_or_a_saying_is_no_sign(text: str) -> None:
    """A false alarm costs trust."""
    assert SCREEN.sign(text) is None


@pytest.mark.parametrize("end", ["。", "！", "।", "۔", "؟"])
def test_a_sentence_ends_as_its_script_ends_it(end: str) -> None:
    """What is denied in one sentence denies nothing in the next, also without a space between."""
    calm = "buongiorno non mi picchia cerco un corso " * 5
    assert SCREEN.sign(f"{calm}{end}mi sta picchiando{end}{calm}") == "danger_now"


def test_a_sign_in_the_middle_of_a_story_is_heard() -> None:
    """She may tell a lot before she says it."""
    text = "Ciao. Cerco un corso, ma adesso mi sta picchiando! Non so che fare."
    assert SCREEN.sign(text) == "danger_now"


def test_danger_comes_before_wanting_to_die() -> None:
    """Somebody else's violence needs leaving first."""
    assert SCREEN.sign("Voglio morire. Ha un coltello.") == "danger_now"


@pytest.mark.parametrize("filling", ["mi ha ", "a", "! ", "non "])
def test_a_sign_at_the_end_of_a_very_long_text_is_heard(filling: str) -> None:
    """A hundred thousand characters are screened at their beginning and end."""
    text = filling * (100_000 // len(filling)) + ". mi sta strangolando"
    assert SCREEN.sign(text) == "danger_now"


@given(st.text())
def test_any_text_can_be_screened(text: str) -> None:
    """Nothing that she writes breaks the screen."""
    assert SCREEN.sign(text) in (None, "danger_now", "self_harm")
