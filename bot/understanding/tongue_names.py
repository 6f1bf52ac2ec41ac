"""What our languages are called: written by ``python -m scripts.tongue_names``.

Code -> folded names, a bar between two. What means several languages is not here.
"""

from __future__ import annotations

from collections.abc import Mapping

NAMES: Mapping[str, str] = {
    "it": (
        "afaan xaaliyaani|ede itali|eidaleg|igitaliyani|in italiano|iodailis|isi italian|itaa"
        "lia|itali|italiaans|italian|italiana|italiano|italien|italienisch|italiensk|italiens"
        "ka|italiera|italijanscina|italijanski|italisht|italiyanci|italiye|italiyeere|italsti"
        "na|italu|italyan|italyanca|italyano|kiitaliano|litaliano|olasz|po wlosku|taliancina|"
        "talijanski|taljan|talyaani|tieng italy|wloski|ιταλικα|итали|италиански|италиянча|ита"
        "лијански|итальян тілі|итальянскии|по итальянски|італьянская|італіиська|իտալերեն|איטל"
        "קית|اطالوي|الايطاليه|ايتاليايي|ايټالوي|ييتالي|इटालियन|इटालेली|इतालवी|ইতালিয়|ਇਤਾਲਵੀ|"
        "ઇટાલિયન|இத்தாலியன்|ఇటాలియన్|ഇറ്റാലിയൻ|ඉතාලි|อิตาลี|ອິຕາລຽນ|အီတလီ|იტალიური|이탈리아ᄋ"
        "ᅥ|ጣሊያንኛ|ጥልያን|អ៊ីតាលី|イタリア 語|意 大 利 语|義 大 利 文"
    ),
    "en": (
        "afaan ingilizii|angale|angielski|anglais|angles|anglescina|anglictina|anglisht|anglu"
        "|angol|bearla|bekee|ede geesi|engeleere|engels|engelsk|engelska|englanti|engleski|en"
        "gleza|englisch|english|i english|icyongereza|in english|ingelesa|inggeris|inggris|in"
        "gilis|ingilizce|ingilizi|ingiriisi|ingles|inglese|inglis|inglise|ingliz|inglizcha|ki"
        "ingereza|lingɛlɛsa|po angielsku|saesneg|tieng anh|turanci|αγγλικα|англи|англииски|ан"
        "глиискии|англиски|англисче|англіиская|англіиська|ағылшын тілі|енглески|по англииски|"
        "անգլերեն|אנגלית|الانجليزيه|انګليسي|انگريزي|انگليسي|يينگليزي|अंग्रेज़ी|अङ्ग्रेजी|इंग्"
        "रजी|ইংরেজি|ਅੰਗਰੇਜ਼ੀ|અંગ્રેજી|ஆங்கிலம்|ఇంగ్లీష్|ഇംഗ്ലീഷ്|ඉංග්රීසි|อังกฤษ|ອັງກິດ|အင်္ဂ"
        "လိပ်|ინგლისური|영어|እንግሊዝኛ|អង់គ្លេស|英 文|英 語|英 语"
    ),
    "es": (
        "afaan ispeen|castellano|ede sipaniisi|espagnol|espanhol|espanja|espanol|espanyol|gaz"
        "telania|hispaania|hiszpanski|icyesipanyolo|isbaanish|isi spanish|ispan|ispancha|ispa"
        "nu|ispanyolca|kihispania|lisipanye|po hiszpansku|sbaeneg|sepanyol|sifaniyanci|spaans"
        "|spagnolo|spainnis|spanelstina|spanielcina|spaniola|spanisch|spanish|spanjisht|spanj"
        "ol|spanjolski|spanscina|spansk|spanska|spanski|spanu|spanyol|tieng tay ban nha|ισπαν"
        "ικα|испан тілі|испани|испански|испанскии|испанча|по испански|шпански|іспанская|іспан"
        "ська|իսպաներեն|ספרדית|اسپانيايي|الاسبانيه|هسپانوي|ييسپاني|स्पॅनिश|स्पेनिश|स्पेनी|স্প"
        "্যানিশ|ਸਪੇਨੀ|સ્પેનિશ|ஸ்பானிஷ்|స్పానిష్|സ്പാനിഷ്|ස්පාඤ්ඤ|สเปน|ສະແປນນິຊ|စပိန်|ესპანური"
        "|스페인어|ስጳንኛ|ስፓኒሽ|អេស្ប៉ាញ|スヘイン 語|西 班 牙 文|西 班 牙 语"
    ),
    "fr": (
        "afaan faransaayii|ede faranse|faransanci|faranse|faransiis|farayseere|ffrangeg|frain"
        "cis|francais|frances|francese|franceza|francia|franciz|francoscina|francouzstina|fra"
        "ncu|francuski|francuzstina|frans|fransiz|fransizca|fransizi|fransk|franska|fransuzch"
        "a|frantsesa|franzosisch|french|frengjisht|igifaransa|isi french|kifaransa|lifalansɛ|"
        "perancis|po francusku|prancis|prancuzu|pranses|prantsuse|ranska|tieng phap|γαλλικα|п"
        "о французски|франц|француз тілі|французская|французскии|французча|французька|францус"
        "ки|френски|ֆրանսերեն|צרפתית|الفرنسيه|فرانسوي|فرانسيسي|فهرهنسي|फ़्रेंच|फ्रान्सेली|फ्र"
        "ेंच|ফরাসি|ਫਰਾਂਸੀਸੀ|ફ્રેન્ચ|பிரெஞ்சு|ఫ్రెంచ్|ഫ്രഞ്ച്|ප්රංශ|ฝรั่งเศส|ຝຣັ່ງ|ပြင်သစ်|ფრა"
        "ნგული|프랑스어|ፈረንሳይኛ|បារាំង|フランス 語|法 文|法 语"
    ),
    "ar": (
        "3arabi|aarabeere|araabia|arabcina|arabe|arabeg|arabi|arabia|arabic|arabiera|arabies|"
        "arabiffaa|arabiiki|arabisch|arabisht|arabisk|arabiska|arabo|arabscina|arabski|arabst"
        "ina|arabu|araibis|arapca|arapski|bel3arabi|carabi|ede larubawa|erebi|gharbi|icyarabu"
        "|isi arabic|kiarabu|larabci|lialabo|tieng a rap|ərəb|αραβικα|араб|араб тілі|арабская"
        "|арабски|арабскии|арабська|арабча|арапски|արաբերեն|ערבית|العربيه|بالعربي|بالعربيه|عر"
        "بي|عهرهبي|अरबी|আরবি|ਅਰਬੀ|અરબી|அரபிக்|అరబిక్|അറബിക്|අරාබි|อาหรับ|ອາຣັບ|အာရဗီ|არაბული|"
        "아랍어|ዓረብኛ|អារ៉ាប់|アラヒア 語|阿 拉 伯 文|阿 拉 伯 语"
    ),
    "ro": (
        "afaan romaniyaa|asusu romanian|ede romania|errumaniera|ikinyarumaniya|in romana|isi "
        "romanian|kiromania|liromani|moldoveneasca|roemeens|romana|romaneere|romanes|romanest"
        "e|romania|romanian|romaniyanci|romanka|romena|romeno|romunscina|roumain|rumaensk|rum"
        "ania|rumanisch|rumanisht|rumaniyee|rumano|rumanska|rumanu|rumeenia|rumen|rumena|rume"
        "nce|rumeno|rumensk|rumin|rumincha|rumuncina|rumunjski|rumunski|rumunstina|rumunu|rwm"
        "aneg|tieng romania|ρουμανικα|романски|румунски|румунська|румънски|румын|румын тілі|р"
        "умынская|румынскии|румынча|ռումիներեն|רומנית|الرومانيه|روماني|رومانيايي|رومينين|ڕوما"
        "ني|रोमानियन|रोमानियाई|रोमानियाली|রোমানীয়|ਰੋਮਾਨੀਆਈ|રોમાનિયન|ரோமேனியன்|రొమేనియన్|റെ"
        "ാമാനിയൻ|රොමේනියානු|โรมาเนีย|ໂຣແມນຽນ|ရိုမေနီယား|რუმინული|루마니아어|ሩማንኛ|ሮማኒያኛ|រូម៉"
        "ានី|ルーマニア 語|罗 马 尼 亚 语|羅 馬 尼 亞 文"
    ),
    "uk": (
        "afaan ukreenii|asusu ukrain|ede ukania|harshen yukuren|ikinyayukereni|ikreniye|isi u"
        "krainian|kiukraini|likrɛni|oekraiens|tieng ukraina|ucraineana|ucraines|ucrainis|ucra"
        "ino|ucraniano|ukereneere|ukrain|ukraina|ukraine|ukrainera|ukrainian|ukrainieciu|ukra"
        "inien|ukrainisch|ukrainisht|ukrainsk|ukrainska|ukrainski|ukrainu|ukrajincina|ukrajin"
        "scina|ukrajinski|ukrajinstina|ukran|ukranian|ukrayinska|ukrayna|ukraynaca|ukrayni|uk"
        "ren|wcreineg|yukreeniyaan|ουκρανικα|по украінськи|украин|украин тілі|украински|украи"
        "нскии|украинче|украінская|украінська|украінською|украјински|ուկրաիներեն|אוקראינית|ال"
        "اوكرانيه|اوكرايني|يوكراني|يوكرايني|يوكرينيايي|युक्रेनियन|युक्रेनी|यूक्रेनियाई|ইউক্রে"
        "নীয়|ਯੂਕਰੇਨੀਆਈ|યુક્રેનિયન|உக்ரைனியன்|ఉక్రెయినియన్|ഉക്രേനിയൻ|යුක්රේනියානු|ยูเครน|ຢູເ"
        "ຄຣນຽນ|ယူကရိန်း|უკრაინული|우크라이나어|ዩክረይንኛ|ዩክሬንኛ|អ៊ុយក្រែន|ウクライナ 語|乌 克 兰 语|烏 克 蘭 文"
    ),
    "sq": (
        "afaan albaniyaa|albaania|alban|albanais|albancina|albane|albanees|albaneg|albanes|al"
        "banese|albaneza|albania|albanian|albaniera|albanisch|albanisht|albaniyanci|albaniz|a"
        "lbanscina|albansk|albanska|albanski|albanstina|albanu|albeeniyaan|arnavutca|arnawidi"
        "|asusu albania|ede albania|icyalubaniya|isi albania|kialbania|ne shqip|shqip|shqipe|"
        "tieng albania|αλβανικα|албан тілі|албани|албанская|албански|албанскии|албанська|алба"
        "нча|ալբաներեն|אלבנית|الالبانيه|الباني|البانيايي|يهڵباني|अल्बानियन|अल्बानियाई|अल्बानि"
        "याली|আলবেনীয়|ਅਲਬਾਨੀਆਈ|અલ્બેનિયન|அல்பேனியன்|అల్బేనియన్|അൽബേനിയൻ|ඇල්බේනියානු|แอลเบเน"
        "ีย|ອານບານຽນ|အယ်လ်ဘေးနီးယား|ალბანური|알바니아어|አልባንያንኛ|ኣልባንኛ|អាល់បានី|アルハニア 語|阿 尔 巴"
        " 尼 亚 语|阿 爾 巴 尼 亞 文"
    ),
    "zh-Hans": (
        "asusu chainiiz di mfe|basitlestirilmis cince|cantainis|cantonais|cantoneeg|cantones|"
        "cantonese|cantoneza|chainiiz|chinees|chines|chines simplificado|chinese|chinese salp"
        "hifame|chinesisch|chinesisch vereinfacht|chineza|chineza simplificata|chino|chino si"
        "mplificado|chinois|chinois simplifie|chinski|chinski uproszczony|cina ringkas|cince|"
        "cinese|cinese semplificato|ciniya sadekiri|ciniz|ciniz simplifikat|cinstina|cinstina"
        " zjednodusena|ede kantonese|ede saina|ede saina onirorun|egyszerusitett kinai|forenk"
        "lad kinesiska|forenklet kinesisk|hanyu|harshen cantonese|harshen sinanci|hiina|inint"
        "sik|isi cantonese|isi chinese|isi chinese esenziwe lula|kanton|kantonca|kantoncina|k"
        "antonees|kantoneese|kantonera|kantonesisch|kantonesisk|kantonesiska|kantonezisht|kan"
        "toni|kantoniesu|kantoninkiina|kantonis|kantoniz|kantonoosee|kantonscina|kantonski|ka"
        "ntonstina|kichina|kichina kilichorahisishwa|kiina|kikantoni|kinai|kinesisk|kinesiska"
        "|kineski|kineski pojednostavljeni|kinezisht|kinezishte e thjeshtuar|kiniesu|kiniesu "
        "vienkarsota|kinu kalbos kantono tarme|kitajscina|lihtsustatud hiina|lisinwa|mandarii"
        "nikiina yksinkertaistettu|mandarijn vereenvoudigd|mandarin|mandarynse chinees vereen"
        "voudig|pinasimple nga chinese|pinasimpleng chinese|poenostavljena kitajscina|putongh"
        "ua|sadələsmis cin|sauƙaƙaƙƙen sinanci|shiinaha rasmiga ah|shinees|simplified chinese"
        "|sinis|sinis shimplithe|sinuwaa|sinuwaa bun woyofal|sinuwaare|supaprastintoji kinu|t"
        "ieng quang dong|tieng trung|tieng trung pho thong gian the|tionghoa|tionghoa mandari"
        "n sederhana|tsieineeg|tsieineeg symledig|txinera|txinera sinplifikatua|tyonghwa|tyon"
        "ghwa ringkes|xines|xines simplificat|xitoy|zh hans|zhongwen|απλοποιημενα κινεζικα|κα"
        "ντονεζικα|κινεζικα|жеңілдетілген қытаи тілі|кантон|кантон тілі|кантонски|кантонскии|"
        "кантонскі дыялект кітаискаи|кантонська|кантончо|кинески|китаиски|китаиски опростен|к"
        "итаискии|китаискии упрощенное письмо|китаиська|китаиська спрощене письмо|кытаича|кыт"
        "аича жөнөкөилөштүрүлгөн|кітаиская|кітаиская спрошчаныя іерогліфы|поедноставен кинеск"
        "и|поједностављени кинески|хялбаршуулсан хятад|хятад|қытаи тілі|կանտոներեն|չինարեն|պա"
        "րզեցված չինարեն|סינית|סינית פשוטה|קנטונזית|الصينيه|الصينيه المبسطه|الكنتونيه|سادي من"
        "دارن چيني|كانتوني|كانټوني|كينٹونيز|كينٽونيز|چيني اسان كرده|چيني سادهشده|چيني ماندرين"
        " چيني|چيني چينيي ياسانكراو|कँटोनीज|कैंटोनीज़|क्यान्टोनिज|चिनियाँ|चीनी|सरलिकृत चिनिया"
        "ँ|सरलीकृत चीनी|ক্যান্টোনিজ|চীনা|চীনা ম্যান্ডারিন সরলীকৃত|ਕੈਂਟੋਨੀਜ਼|ਚੀਨੀ|ਚੀਨੀ ਮੈਂਡਰਿ"
        "ਨ ਸਰਲ|કેંટોનીઝ|ચાઇનીઝ|સરળીકૃત ચાઇનીઝ|எளிதாக்கப்பட்ட சீனம்|காண்டோனீஸ்|சீனம்|కాంటనీస్"
        "|చైనీస్|సరళీకృత చైనీస్|കാന്റണീസ്|ചൈനീസ്|ലളിതമാക്കിയ ചൈനീസ്|කැන්ටොනීස්|චීන|සරල චීන"
        "|กวางตุ้ง|จีน|จีนตัวย่อ|ກວາງຕຸ້ງ|ຈີນ|ຈີນແບບຮຽບງ່າຍ|ကွမ်းတုံ|တရုတ်|ပြည်ကြီးတရုတ် ရိုး"
        "ရှင်း|გამარტივებული ჩინური|კანტონური|ჩინური|광둥어|중국어|중국어 만다린 간ᄎ"
        "ᅦ|ቀለል ያለ ቻይንኛ|ቀሊል ቻይንኛ|ቻይንኛ|ካንቶኒዝ|ካንቶንኛ|កន្តាំង|ចិន|ចិនអក្សរកាត់|中 国 語|中 文|华 语|国 语|広"
        " 東 語|普 通 话|汉 语|简 体|简 体 中 文|簡 体 中 国 語|簡 體 中 文|粤 语|粵 語|說 中 文|说 中 文"
    ),
    "fil": (
        "afaan filippinii|dan filifin|ede filipino|ffilipineg|filibiino|filipi|filipiini|fili"
        "pijns|filipina|filipince|filipincha|filipincina|filipinera|filipineza|filipinieciu|f"
        "ilipiniesu|filipinis|filipinisht|filipino|filipinoyi|filipinscina|filipinski|filipin"
        "stina|filipiye|filippin|filippino|filippinsk|filippinska|filippyns|ikinyafilipine|is"
        "i filipino|kifilipino|pilipino|pinoy|sa filipino|sa tagalog|tagal|tagalaigis|tagalci"
        "na|tagalo|tagaloa|tagalog|tagalogca|tagalogi|tagalogscina|tagalogu|tagalski|tagalu|t"
        "aglish|taqaloq|tieng philippines|tieng tagalog|ταγκαλογκ|φιλιππινικα|тагалог|тагальс"
        "ька|филипино|филипински|филипинче|филиппин тілі|филиппинскии|філіппінська|філіпінска"
        "я|տագալերեն|ֆիլիպիներեն|טאגאלוג|פיליפינית|التاغالوغيه|الفلبينيه|تاگالوگي|فليپينو|فلي"
        "پيني|فلپايني|فيليپيني|ٹيگا لوگ|टागालोग|टैगलॉग|फ़िलिपीनो|फिलिपिनी|फिलिपिनो|তাগালগ|ফিল"
        "িপিনো|ਫਿਲੀਪਿਨੋ|ટાગાલોગ|ફિલિપિનો|ஃபிலிபினோ|டாகாலோக்|టగలాగ్|ఫిలిపినో|തഗാലോഗ്|ഫിലിപ"
        "്പിനോ|පිලිපීන|ตากาล็อก|ฟิลิปปินส์|ຕາກາລອກ|ຟີລິປີໂນ|ဖိလစ်ပိုင်|ფილიპინური|타갈로그ᄋ"
        "ᅥ|필리핀어|ታጋሎገኛ|ፊሊፒንኛ|ហ្វ៊ីលីពីន|タカロク 語|フィリヒノ 語|他 加 禄 语|塔 加 路 族 文|菲 律 宾 语|菲 律 賓 文"
    ),
    "pt": (
        "afaan porchugaal|boortaqiis|brasileiro|brasiliano|ede potogi|em portugues|harshen po"
        "tugis|igiporutugali|isi portuguese|kireno|lipulutugɛsi|portaingeilis|portekizce|port"
        "iwgaleg|portoghese|portugais|portugal|portugalcha|portugalcina|portugali|portugalish"
        "t|portugalscina|portugalski|portugalstina|portugalu|portugees|portugesa|portugheza|p"
        "ortugiesisch|portugis|portugisisk|portugisiska|portugiz|portugues|portuguese|portuqa"
        "l|purtugeere|purtugees|tieng bo dao nha|πορτογαλικα|партугальская|португал|португал "
        "тілі|португалски|португалча|португальскии|португальська|պորտուգալերեն|פורטוגזית|البر"
        "تغاليه|پرتغالي|پرتگالي|پورتوگالي|پورتګالي|پورٽگليز|पुर्तगाली|पोर्तुगी|पोर्तुगीज|পর্ত"
        "ুগীজ|ਪੁਰਤਗਾਲੀ|પોર્ટુગીઝ|போர்ச்சுகீஸ்|పోర్చుగీస్|പോർച്ചുഗീസ്|පෘතුගීසි|โปรตุเกส|ປອກຕ"
        "ຸຍກິສ|ပေါ်တူဂီ|პორტუგალიური|포르투갈어|ፖርቱጊዝኛ|ፖርቹጋልኛ|ព័រទុយហ្គាល់|ホルトカル 語|葡 萄 牙 文|葡"
        " 萄 牙 语"
    ),
    "ru": (
        "afaan rushiyaa|asusu russia|ede rosia|errusiera|ikirusiya|isi russian|kirusi|krievu|"
        "lirisi|orosz|rashanci|rosyjski|ruisis|rusca|ruscha|ruscina|rusia|rusisht|ruski|russe"
        "|russian|russies|russisch|russisk|russki|russkiy|russo|russu|rustina|ruush|rwseg|rys"
        "ka|tieng nga|venaja|ρωσικα|на русском|орос|орусча|орыс тілі|по русски|росіиська|руск"
        "ая|руски|русскии|ռուսերեն|רוסית|الروسيه|روسي|ڕووسي|रशियन|रसियाली|रूसी|রুশ|ਰੂਸੀ|રશિયન"
        "|ரஷியன்|రష్యన్|റഷ്യൻ|රුසියානු|รัสเซีย|ລັດເຊຍ|ရုရှ|რუსული|러시아어|ሩስኛ|ራሽያኛ|រុស្ស៊ី|ロ"
        "シア 語|俄 文|俄 语"
    ),
    "bn": (
        "afaan baangladeshi|bangla|bangladesh|banglay|baŋla|beangailis|bengaals|bengal|bengal"
        "ce|bengalcina|bengaleg|bengalera|bengalese|bengaleza|bengali|bengalisch|bengalisht|b"
        "engalscina|bengalski|bengalstina|bengalu|benggali|benqal|ede bengali|ikibengali|isi "
        "bengali|kibengali|libengali|tieng bangla|βεγγαλικα|бангладешче|бенгал|бенгал тілі|бе"
        "нгалски|бенгальская|бенгальскии|бенгальська|բենգալերեն|בנגלית|البنغاليه|بنگالي|بنگلا"
        "|بنگله|بهنگلادێشي|बंगाली|বাংলা|বাংলায়|ਬੰਗਾਲੀ|બાંગ્લા|வங்காளம்|బంగ్లా|ബംഗ്ലാ|බෙංගාලි"
        "|บังกลา|ເບັງກາລີ|ဘင်္ဂါလီ|ბენგალური|벵골어|በንጋሊ|ቤንጋሊኛ|បង់ក្លាដែស|ヘンカル 語|孟 加 拉 文|孟 "
        "加 拉 语"
    ),
    "si": (
        "afaan sinhalese|cingalais|cingales|cingalese|ede sinhalese|inyesimpaleze|isi sinhala"
        "|kingali|kisinhala|sinala|singal|singalees|singales|singalese|singalesisk|singalesis"
        "ka|singali|singalu|singhala|singhalesisch|singhaleza|sinhala|sinhalanci|sinhalcina|s"
        "inhaleg|sinhalen|sinhaleski|sinhali dili|sinhalisht|sinhalscina|sinhalstina|sinhalu|"
        "sioloinis|syngaleski|szingalez|tieng sinhala|σινχαλεζικα|сингал тілі|сингалача|синга"
        "льскии|сингальська|синхала|синхалешки|синхалски|сінгальская|սինհալերեն|סינהלה|السنها"
        "ليه|سنهالا|سينهالي|सिंहला|सिंहली|सिन्हाली|সিংহলী|ਸਿੰਹਾਲਾ|સિંહાલી|சிங்களம்|సింహళం|സിം"
        "ഹള|සිංහල|සිංහලෙන්|สิงหล|ສິນຫາລາ|စင်ဟာလာ|სინჰალური|싱할라어|ሲንሃላ|ស្រីលង្កា|シンハラ 語|僧"
        " 伽 罗 语|僧 伽 羅 文"
    ),
    "ur": (
        "afaan urdu|ede udu|inyeyurudu|isi urdu|kiurdu|liurdu|oerdoe|ourdou|tieng urdu|urdanc"
        "i|urdcina|urdski|urdstina|urdu|urdu main|urdu mein|urdua|urduca|urduis|urduisht|urdu"
        "jscina|urduu|urduyi|ουρντου|урду|урду тілі|урдуча|ուրդու|אורדו|اردو|اردو مين|الاوردي"
        "ه|يوردوو|उर्दु|उर्दू|উর্দু|ਉਰਦੂ|ઉર્દૂ|உருது|ఉర్దూ|ഉറുദു|උර්දු|อูรดู|ອູຣດູ|အူရ်ဒူ|ურდ"
        "უ|우르두어|ኡርዱ|ኡርዱኛ|អ៊ូរឌូ|ウルトゥー 語|乌 尔 都 语|烏 都 文"
    ),
    "fa": (
        "afaan persia|asusu persia|dari|ede pasia|faarisi|farisanci|farisi|farsca|farsi|inyep"
        "erisi|isi persian|kiajemi|lipelesanɛ|parsi|parsia|peirsis|persa|persan|persana|perse"
        "ere|perseg|persia|persian|persiano|persiera|persies|persiesu|persisch|persisht|persi"
        "sk|persiska|persjan|perski|perstina|persu|perzijscina|perzijski|perzisch|perzsa|perz"
        "stina|tieng ba tu|περσικα|парсы тілі|перс|персидскии|персииски|персиски|персијски|пе"
        "рська|фарсча|фарсі|պարսկերեն|פרסית|الفارسيه|به فارسي|دري|فارسي|फ़ारसी|फारसी|ফার্সি|ਫ"
        "਼ਾਰਸੀ|ફારસી|பெர்ஷியன்|పర్షియన్|പേർഷ്യൻ|පර්සියානු|เปอร์เซีย|ເປີຊຽນ|ပါရှန်|სპარსული|페"
        "르시아어|ፋርስኛ|ፐርሺያኛ|ភឺសៀន|ヘルシア 語|波 斯 文|波 斯 语"
    ),
    "pl": (
        "afaan polandii|asusu polish|boolish|ede polandi|harshen polan|igipolone|isi polish|k"
        "ipolandi|lehce|lengyel|lenku|lipolonɛ|po polsku|polacco|polaco|polainnis|poland|pola"
        "ndia|polish|poljscina|poljski|pollakk|polnisch|polonais|polone|poloneere|polones|pol"
        "oneza|poloni|poloniera|polonisht|polsk|polska|polski|polskie|polstina|polyak|polyakc"
        "ha|poola|pools|puola|pwyleg|tieng ba lan|πολωνικα|полски|польская|польскии|польська|"
        "польш|поляк тілі|полякча|пољски|լեհերեն|פולנית|البولنديه|لهستاني|پولش|پولنډي|پوڵهندي"
        "|पोलिश|पोलिस|পোলিশ|ਪੋਲੈਂਡੀ|પોલીશ|போலிஷ்|పోలిష్|പോളിഷ്|පෝලන්ත|โปแลนด์|ໂປລິຊ|ပိုလ"
        "န်|პოლონური|폴란드어|ፖሊሽ|ប៉ូឡូញ|ホーラント 語|波 兰 语|波 蘭 文"
    ),
}
