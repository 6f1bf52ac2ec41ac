# ruff: noqa: E501 (a phrase stays on one line, as the people who review it read it)
"""Phrases that tell of danger at this moment or of wanting to die, to be reviewed by natives.

One phrase a line, in slots. ``|`` separates what may stand in a slot, ``_`` is a space inside it,
``?`` after a slot makes it optional, ``*`` ends a word that may go on. A line that begins with
``+`` is meant even after a negation (it holds its own, or stays grave with one). ``~`` means: only
where the text also says that it is now. Lines are folded as her text is.
"""

from __future__ import annotations

from collections.abc import Mapping

DANGER_NOW: Mapping[str, str] = {
    "it": """
        sta|stanno picchia*|pichia*|menando|strozza*|strangola*|violenta*|stupra*|soffoca*
        sta|stanno inseguendo|massacra*|ammazzando*|uccidendo*|accoltella*|minacciandomi|minacciandoci
        mi|ci sta|stanno minacciando|seguendo|rincorrendo|bruciando
        mi|ci picchia|picchiano|pichia|pichiano|mena|menano|strozza|strangola|massacra|accoltella
        mi|ci violenta|stupra|insegue|inseguono|rincorre
        mi|ci vuole|vogliono|vuol|potrebbe picchiare|ammazzare|uccidere|accoltellare|bruciare|violentare
        vuole|vogliono|vuol|minaccia|potrebbe di? uccider*|ammazzar*|picchiarmi|bruciarmi|accoltellarmi
        mi|ci minaccia|minacciano|minacciata|minacciato di|con morte|uccider*|ammazzar*|un|una|il|la
        ~mi|ci minaccia|minacciano
        mi|ci uccide|ammazza|uccidera|ammazzera|uccidono|ammazzano|fa_fuori
        +che|se mi|ci uccide|ammazza|uccidera|ammazzera|uccida|ammazzi|uccidano
        +paura di morire|essere_uccisa|essere_ammazzata
        paura per la_mia_vita|la_vita
        ~mi|ci ha|hanno picchiat*|pichiat*|menat*|violentat*|stuprat*|aggredit*|colpit*|minacciat*
        mi|ci ha|hanno appena|di_nuovo|ancora picchiat*|pichiat*|menat*|violentat*|stuprat*|aggredit*
        mi|ci ha|hanno quasi? strozzat*|strangolat*|soffocat*|accoltellat*
        mani|mano al|sul|intorno_al|attorno_al collo
        mani|mano alla|sulla gola
        mi ha|stringe|stringeva|prende|prendeva|preso|presa stretto|stretta|preso|presa|per? il|per|al? collo|la_gola
        mi stringe|stringeva il_collo|la_gola
        ha|hanno|con|prende|preso|impugna|tira_fuori un|una|in_mano_un|in_mano_una coltello|pistola|arma|ascia|accetta|fucile|machete|martello
        ha|tiene il|un|una|la coltello|pistola|fucile|ascia in_mano
        mi|ci ha|hanno|tiene|tengono chius*|rinchius* a_chiave|in|dentro|fuori|qui|nella|nel
        mi|ci ha|hanno|tiene|tengono rinchius*|segregat*|sequestrat*|imprigionat*
        mi|ci ha|hanno|tiene|tengono bloccat* in|dentro|qui|nella
        sono|siamo chius*|rinchius*|segregat*|bloccat*|prigionier*|intrappolat* in|a_chiave|dentro|qui|nel|nella
        mi|ci sono|siamo chius*|nascost*|barricat*|rinchius* in|a|dentro|nel|nella|sotto|dietro
        +non mi|ci fa|fanno|lascia|lasciano piu? uscire|andare_via|andarmene|scappare
        +non posso|riesco|possiamo a|piu? uscire|scappare di|da|dalla|qui
        +non posso|riesco a|piu? respirare
        mi|ci ha|hanno appena? buttat*|cacciat*|sbattut* fuori|via|di_casa|da_casa|in_strada
        mi|ci ha|hanno mandat* via_di_casa|via_da_casa|fuori_di_casa|fuori_casa
        mi|ci sta|vuole buttando|cacciando|buttare|cacciare|sbattere fuori|via|di_casa|da_casa
        +non so|sappiamo dove dormire|andare|passare stanotte|stasera|oggi|la_notte|questa_notte
        +non ho|abbiamo un? posto|dove dove|per|dormire dormire|stanotte|stasera stanotte|stasera
        sfonda|sfondando|sfondare|buttando_giu|spaccando|prendendo_a_calci la_porta
        e|sta fuori|dietro|davanti|alla dalla|alla|la|mia? porta
        e|sta sotto_casa|qui_fuori|qui_sotto|in_casa_con_me
        sta tornando|arrivando|venendo a_casa|qui? e|ma? ho_paura
        sta arrivando|venendo|tornando a|per picchiarmi|uccidermi|ammazzarmi|prendermi
        sta per picchiarmi|uccidermi|ammazzarmi
        sono|siamo|e|sta in_pericolo|in_grave_pericolo
        pericolo di_vita|adesso|immediato
        sto|sta sanguinando|perdendo_sangue
        perdo molto|tanto|troppo? sangue
        aiuto|subito|adesso|ora|presto chiamate|chiama|mandate|manda la|un|i|l|una? polizia|carabinieri|ambulanza|112
        serve|mandate|chiamate|chiama subito|adesso|ora? un? ambulanza
        mandate|serve|chiamate subito|adesso|presto? la|i|il? polizia|carabinieri|112 subito|adesso|ora|presto
        aiuto mi|ci ammazza|uccide|picchia|mena|insegue
        aiutatemi|aiutami|aiuto subito|adesso|ora|presto|vi_prego
        sta|vuole facendo|fare del? male ai|al|alla|a|alle? miei|mio|mia|mie|nostri|suoi? figli|figlio|figlia|bambini|bambino|bambina
        picchia|picchiano|picchiando|mena|menando anche? i|il|la|le? miei|mio|mia|mie|nostro|nostri|suoi? figli|figlio|figlia|bambini|bambino|bambina|madre|mamma
        ha|vuole|sta portato|portando|portare|portarmi|preso via i|il|la|le? miei|mio|mia? figli|figlio|figlia|bambini|bambino|bambina
        acido|benzina addosso|in_faccia|sul_viso
    """,
    "en": """
        is|s|are|re|keeps|still beating|hitting|choking|strangling|raping|stabbing|attacking|punching|kicking me|us|her|him|my|the
        beats|hits|punches|kicks|chokes|strangles|rapes|attacks me|us
        he|she|they|husband|partner|boyfriend|father|brother|ex|dad|son beat|hit|hurts|punched me|us
        ~beat|hit|punched|kicked|raped|attacked|hurt|slapped|threatened|beaten me|us
        just|has_just beat|beaten|hit|punched|kicked|raped|attacked|stabbed|slapped me|us
        choked|strangled|stabbed|suffocated|choking|strangling|stabbing me|us
        hands|hand around|on|round my throat|neck
        grabbed|grabs|squeezed|squeezing|squeezes me_by_the|my throat|neck
        will|ll|to|gonna|wanna|could|might|threatening|threatens|threatened|going_to try_to? kill|murder|shoot|stab|burn|strangle me|us|my|her|the
        +kill|murder|shoot|stab|beat me|us tonight|now|today
        +he|she|they ll|will|s|is|are going_to|gonna? kill|murder|hurt|beat me|us
        +afraid|scared|fear for_my_life|for_our_lives
        is|s|are threatening me|us
        ~threatens|threatened me|us
        has|have|s_got|holds|holding|with|got|grabbed|pulled|pulling got|out? a|the|his gun|knife|weapon|machete|axe|rifle
        locked|locks|trapped|holding|keeping me|us in|inside|up|out|prisoner|hostage
        locked|trapped in|inside my|the|a|his|our room|house|home|bathroom|flat|apartment|bedroom|basement
        locked out of the|my|our|house|home? house|home|flat|apartment
        i|we m|am|are|re locked|trapped in|inside|here
        i|we m|am|are|re|have|ve hiding|hidden|barricaded in|from|inside|under|here|myself
        +won|wont|doesn|doesnt|not|didn|never t? let|letting|lets me|us leave|out|go_out|go
        never lets me|us leave|out|go
        +can|cannot|cant t|not? get_out|breathe|escape
        kicked|threw|thrown|throwing|throws|chucked me|us out
        was|ve_been|were|been|got just|been? kicked|thrown out_of|out_tonight|out_by|out
        +nowhere|no_place to sleep|go|stay tonight|now
        breaking|kicking|smashing|banging|pounding down|in|on? the|my|at_the door
        he|she|they s|is|are|re outside|at|behind my|the door|house|window
        he|she|they s|is|are|re coming for|after me|us
        is|s|are|re following|chasing me|us
        in immediate|great|serious|real? danger
        i|she|we m|am|is|are|s|im bleeding
        im bleeding
        call|send|need|get police|an_ambulance|ambulance|the_police now|immediately|quick|quickly|please
        help call|send the|an police|ambulance
        call an_ambulance
        need|help help|me|us now|immediately|urgently|right_now
        help|please he|she|they s|is|has
        hurting|beating|hitting|hurts|beats|hits my|the|our|her kids|children|child|son|daughter|baby|boy|girl|mother|mum|mom
        took|taken|taking|kidnapped my|the|our kids|children|child|son|daughter|baby away|from_me|and
        kidnapped my|the|our kids|children|child|son|daughter|baby
        acid|petrol on|at me
    """,
    "es": """
        esta|estan pegando*|golpeando*|violando*|estrangulando*|ahorcando*|ahogando*|asfixiando*|matando*|apunalando*
        me|nos esta|estan persiguiendo|siguiendo|amenazando
        me|nos pega|pegan|golpea|golpean|estrangula|ahorca|apunala|viola|persigue|persiguen
        ~me|nos amenaza|amenazan|sigue|siguen
        me|nos amenaza|amenazo con|de matar*|muerte|un|una
        me|nos quiere|quieren|va|van|puede a? matar|pegar|golpear|quemar|apunalar|violar|estrangular
        quiere|quieren|va|van|intenta|intento|amenaza|puede a|con? matarme|pegarme|golpearme|matarnos|quemarme|violarme|pegarnos
        me|nos mata|matara|matan
        +que|si me|nos mate|mata|matara|maten|va_a_matar
        +miedo de|a morir|que_me_mate
        miedo por mi_vida
        ~me|nos ha|han pegado|golpeado|violado|agredido|amenazado
        ~me|nos pego|golpeo|violo|agredio|amenazo|pegaron
        me|nos acaba|acaban|vuelto|volvio de|a pegar|golpear|violar|agredir|amenazar
        me|nos ha|han|intento|intenta estrangulado|ahorcado|apunalado|ahogado|estrangular|ahorcar|asfixiar
        me|nos estrangulo|ahorco|apunalo|asfixio
        manos|mano al|en_el|en_mi|alrededor_del cuello
        manos|mano en_la garganta
        me|nos agarra|agarro|aprieta|apreto|apretaba del|el|por_el|la cuello|garganta
        tiene|tienen|con|saco|saca|coge|cogio|agarro un|una|el|la|en_la_mano_un cuchillo|pistola|arma|navaja|machete|hacha|escopeta
        me|nos ha|han|tiene|tienen|dejo encerrad*|secuestrad*|retenid*
        me|nos encerro|encerraron|encierra
        estoy|estamos encerrad*|atrapad*|escondid*|secuestrad*
        me he|encerre|escondi|tuve encerrado|en|escondido|que_esconder
        +no me|nos deja|dejan salir|ir|irme|marchar|marcharme
        +no puedo|podemos salir|escapar|respirar de|del|respirar
        +no puedo respirar|escapar
        me|nos ha|han echado|botado|sacado de_casa|de_la_casa|a_la_calle|fuera
        me|nos echo|boto|saco|echa|echaron|quiere_echar de_casa|de_la_casa|a_la_calle|fuera
        +no tengo|tenemos donde|adonde|a_donde dormir|ir esta_noche|hoy|ahora
        esta|anda afuera|fuera|tras|detras|en de|en? la|mi? puerta
        rompiendo|golpeando|tirando|derribando|tumbando la_puerta
        estoy|estamos|esta en_peligro|en_grave_peligro
        peligro ahora|de_muerte|inmediato
        viene a|para|por matarme|pegarme|mi
        estoy sangrando
        mucha sangre
        llama|llamen|llamad|manden|mandad a|una|al|la? a|una|la? policia|ambulancia|112 ya|ahora|rapido|por_favor
        ayuda|auxilio|socorro me_pega|me_mata|me_esta|me_quiere|me_va|nos_esta
        ayuda|ayudenme|ayudame|auxilio|socorro ahora_mismo|ahora|ya|urgente|rapido
        auxilio
        pega|pegando|golpea|golpeando|pegado a|tambien_a mi|mis|los|nuestros|la|el hijo|hija|hijos|hijas|ninos|nino|nina|bebe|madre
        se ha_llevado|llevo|lleva|va_a_llevar a mi|mis|los|el|la hijo|hija|hijos|hijas|ninos|nino|nina
        acido|gasolina en_la_cara|encima
    """,
    "fr": """
        me|nous|m frappe|frappent|bat|battent|tape|tapent|cogne|cognent|etrangle|etranglent|viole|poursuit|poursuivent|sequestre|poignarde
        ~me|nous menace|menacent|suit|suivent
        me|nous menace|menacent avec|de un|une|me|mort|nous
        en_train_de me|nous|la|le|les? frapper|battre|etrangler|violer|taper|tuer|menacer|suivre|poursuivre
        va|vont|veut|veulent|peut|essaie|menace|pourrait de? me|nous tuer|frapper|battre|bruler|poignarder|violer|etrangler|egorger
        il|elle|ils|mari|ex|compagnon|pere me|nous tue|tuent|tuera
        +qu il|elle|ils|on me|nous tue|tuera|frappe|tuent
        +peur de_mourir|pour_ma_vie
        ~m|nous a|ont encore? frappee|frappe|battue|battu|tapee|violee|agressee|menacee|cognee|frappees|battus
        vient|viennent de me|nous frapper|battre|violer|agresser|taper
        m|nous a|ont encore|presque? etrangl*|poignard*|etouff*
        mains|main autour_du|sur_le|sur_mon|au|autour_de_mon cou
        mains|main sur_la|a_la gorge
        me|m serre|serrait|a_serre|attrape|a_attrapee le|la|par_le|par_la cou|gorge
        a|avec|prend|sort|sorti|pris|tient un|une|le|son couteau|pistolet|arme|fusil|hache|machette|flingue
        m|me|nous a|ont|garde|tient|tiennent enferm*|sequestr*|prisonniere
        je|nous|on suis|sommes|est enferm*|coince*|sequestr*|cache*|barricad*|prisonniere
        je|me m|me|suis suis|enfermee|cachee enferm*|cache*|barricad*|dans
        +me|nous laisse|laissent pas|plus|jamais sortir|partir
        +peux|pouvons|arrive|puis pas|plus a? sortir|respirer|partir|m_echapper
        m|nous a|ont mise|mis|jetee|jete|foutue|chassee|viree|mises dehors|a_la_porte|a_la_rue|de_la_maison|de_chez|hors
        me|nous|va met|jette|fout|me_mettre dehors|a_la_porte|a_la_rue
        +nulle_part|pas|rien|nul|aucun|plus ou|endroit|d_endroit|lieu ou|pour? dormir|aller ce_soir|cette_nuit|maintenant
        +nulle_part|pas ou dormir|aller ce_soir|cette_nuit|maintenant
        est|sont devant|derriere|a la|ma porte
        est|sont devant|en_bas_de chez moi
        defonce|defoncer|casser|enfonce|enfoncer|tambourine la|ma|a_la|sur_la porte
        je|nous|on|elle suis|sommes|est en_danger
        danger maintenant|de_mort|immediat
        il|ils arrive|arrivent|vient|revient pour me tuer|frapper
        je saigne
        beaucoup|plein de sang
        appelez|appelle|envoyez|envoie la|une|les|l? police|ambulance|secours|samu vite|maintenant|svp|tout_de_suite
        au secours il|mon|vite|a|on
        aidez|aide moi vite|maintenant|tout_de_suite|il
        frappe|bat|tape|battre|frapper mes|mon|ma|les|nos|notre enfants|enfant|fils|fille|filles|bebe|mere
        a pris|emmene|enleve|kidnappe mes|mon|ma|les enfants|enfant|fils|fille|bebe
        acide|essence sur_moi|au_visage
    """,
    "ar": """
        يضربني|يضربنا|بيضربني|بيضربنا|كيضربني|تيضربني|يضربونني|يضربوني|بيضربوني
        يخنقني|بيخنقني|خنقني|كيخنقني|يغتصبني|بيغتصبني|يلاحقني|يطاردني|بيلاحقني|يطعنني|طعنني
        ~يهددني|بيهددني|كيهددني|ضربني|ضربنا|اغتصبني|اعتدي_علي|هددني
        يهددني|هددني|بيهددني|كيهددني بالقتل|بسكين|بالسكين|بالسلاح|بسلاح|بمسدس|بالذبح|بالموت
        يريد|بده|بدو|عايز|عاوز|يبي|يبغي|باغي|بغا|رح|سوف|راح|يحاول|حاول|ممكن|قد ان? يقتلني|يقتلنا|قتلي|قتلنا|يذبحني|يموتني|يحرقني|يحرقنا
        سيقتلني|سيقتلنا|هيقتلني|حيقتلني|هيموتني|حيموتني|غيقتلني|بيقتلني|يقتلني|يقتلنا|هيقتلنا|يذبحني|هيدبحني|بيدبحني|سيذبحني|سيضربني|هيضربني
        +اخاف|خايفه|خائفه|خفت|خوف ان|من|انه|انو|علي? يقتلني|القتل|الموت|يقتلنا|يموتني|حياتي
        معه|معو|عنده|عندو|بيده|بايده|ماسك|حامل|يحمل|شايل|رفع علي? سكين*|مسدس*|سلاح*|ساطور*
        حبسني|حابسني|يحبسني|بيحبسني|حبسنا|حابسنا|سجنني|احتجزني|يحتجزني
        قفل|سكر|اغلق علي|عليا|علينا الباب|البيت
        انا|احنا|نحن محبوس*|محتجز*|محاصر*|عالق*|مختبي*|مختبئه|مسجون*
        محبوسه|محتجزه|مختبئه|مختبيه|مسجونه في|ب|داخل|جوا|بالبيت|بالحمام|بالغرفه
        +لا|ما|مش|مو|لم|ماشي يسمح|يتركني|بيخليني|يخليني|يدعني|خلاني لي? اخرج|اطلع|بالخروج|نخرج|اروح|اغادر
        +مبيخلينيش|ما_كيخلينيش|ماكيخلينيش|مبيخلنيش|ما_بيخلينيش اخرج|نخرج|اطلع|انزل
        +لا|ما|مش استطيع|بقدر|اقدر|قادره|فيني الخروج|اطلع|اخرج|التنفس|اتنفس|الهرب|اهرب
        طردني|طردنا|رماني|رمانا|كرشني|جرا_عليا من|بره|برا|في|الي|خارج|الليله|لبرا
        +ليس|ما|مفيش|ماعندي|لا|معنديش لدي|عندي|يوجد|لي? مكان|وين|فين انام|للنوم|اروح|ابيت|انام_فيه
        يكسر|بيكسر|كسر|يحطم|يخبط|بيخبط علي? الباب|باب
        هو|جوزي|زوجي|طليقي خلف|ورا|امام|قدام|عند|علي|وراء الباب
        يديه|ايده|يده|ايديه علي|حول رقبتي|عنقي
        انا|نحن|احنا|اولادي|حياتي|حياتنا|ابني|بنتي في_خطر|بخطر|فخطر|ف_خطر
        في_خطر الان|حقيقي|كبير|شديد
        انزف|بنزف|كننزف
        دم كثير|كتير
        الحقوني|انقذوني|النجده|انجدوني|الحقيني|عتقوني
        ساعدوني|ساعديني|مساعده الان|فورا|بسرعه|هلا|حالا|دلوقتي|عاجله
        اتصلوا|اطلبوا|ابعثوا|اطلب|اتصل ب? الشرطه|بالشرطه|الاسعاف|بالاسعاف|اسعاف بسرعه|فورا|الان|حالا
        يضرب|بيضرب|كيضرب|يعذب اولادي|ابني|بنتي|اطفالي|ولادي|ولدي|الاولاد|ابنتي|الاطفال|اولادنا
        خطف|اخذ|خد اولادي|ابني|بنتي|اطفالي|ولادي|الاولاد|ابنتي|مني
    """,
}
"""Language -> phrases that mean danger at this moment."""

SELF_HARM: Mapping[str, str] = {
    "it": """
        voglio|vorrei|desidero|spero|voglia di|solo|soltanto? morire|morir
        meglio essere|esser? morta|morire|morto
        voglio|vorrei solo? essere morta|essere_morto
        +non voglio|vorrei|riesco|posso|desidero a|piu? piu|a? vivere
        +non voglio|vorrei piu esserci|esistere|svegliarmi
        +non ho|trovo|vedo piu|nessuna|nessun|alcun? voglia|motivo|ragione|senso di|per|a vivere
        +non vale|ha piu? la_pena|senso di|la_mia? vivere|vita
        farla|facciamola|farl finita
        la faccio finita
        uccidermi|ammazzarmi|suicidarmi|impiccarmi|togliermi_la_vita da_sola|con|adesso|stasera|stanotte
        voglio|vorrei|penso|pensato|devo|potrei|pensando|penserei|sto_per di|a|solo? uccidermi|ammazzarmi|suicidarmi|impiccarmi|spararmi|buttarmi_giu|buttarmi_sotto|buttarmi_dal|farmi_del_male|tagliarmi
        suicidarmi|suicidio|suicida|suicidi|suicido
        mi impicco|sparo|butto_giu|butto_sotto|butto_dal|taglio_le_vene|uccido|ammazzo
        togliermi la_vita
        tagliarmi|tagliata|tagliato le vene
        penso|pensato|pensando sempre|spesso? alla_morte|a_morire|di_morire
        mi faccio|taglio del|da? male|sola
        farmi del? male da|apposta|perche|di
        ho preso|ingoiato|mandato_giu tante|troppe|molte|tutte_le|un_sacco_di|una_scatola_di|tutti_i pastiglie|pillole|pasticche|medicine|farmaci
        +non svegliarmi|svegliarsi piu
        sparire per_sempre
    """,
    "en": """
        kill|hang|shoot|drown|poison|killing|hanging myself
        want|wanna|going|wants|will|thinking|think|urge|keep|ll|about|of to|of|about? hurt|cut|harm|hurting|cutting|harming myself
        cutting|harming myself
        want|wanna|wish|ready|better|rather|hope|could to|i|i_could? die
        wish|wished i was|were|am dead
        want|wanna to? be dead
        better off dead|without_me
        +don|dont|not|never t? want|wanna to? live|exist|be_alive|wake_up|be_here_anymore|be_here_any_more
        +no reason|point|will to|in|for live|living|being_alive
        end|ending|ended my|my_own life
        end|ending it all
        take|taking my own life
        suicide|suicidal
        thinking|think|thought|thoughts about|of dying|death|killing
        self harm*
        selfharm*
        took|taken|swallowed too_many|all_my|all_the|a_lot_of|the_whole|a_bunch_of|lots_of pills|tablets|medication|bottle|sleeping
        overdosed
        +can|cannot|cant t|not? go_on_living|live_anymore|live_any_more|go_on_anymore
    """,
    "es": """
        quiero|quisiera|deseo|ganas|prefiero de|solo? morir|morirme
        quiero|quisiera estar muerta|muerto
        mejor estar|estaria? muerta|morir|morirme
        +no quiero|puedo|deseo seguir|mas? vivir|viviendo
        +no quiero vivir|seguir_viva|existir|despertar
        +no tengo|hay|encuentro|veo ganas|razon|razones|motivos|sentido de|para|a vivir|la_vida
        +no vale la_pena vivir
        quiero|voy|pienso|pensado|pensando|podria|queria|pense a|en? matarme|suicidarme|ahorcarme|cortarme|quitarme_la_vida|hacerme_dano
        me quiero|voy_a matar|suicidar|ahorcar
        suicidarme|suicidio|suicida|suicidar
        quitarme la vida
        acabar|terminar con mi_vida|todo
        cortarme|corte las venas
        pienso|pensando en la_muerte|morir|morirme
        tome|tomado|trague|tomo muchas|demasiadas|todas_las pastillas|pildoras
    """,
    "fr": """
        veux|voudrais|envie|prefere|aimerais|prefererais de? mourir|crever
        veux|voudrais etre morte
        mieux d? etre|si_j_etais? morte
        mieux mourir
        +veux|peux|envie|supporte plus|pas de? vivre|exister|me_reveiller|etre_la
        +plus|pas|aucune envie|raison|gout|sens de|a|du|pour vivre|la_vie|ma_vie
        vie ne? vaut|a plus|pas|rien la_peine|de_sens|le_coup
        veux|vais|voudrais|pense|penser|envie|pensais|pense_a|faillis a|de? me suicider|tuer|pendre|foutre_en_l_air|couper
        me suicider|pendre
        je me tue|suicide|pends|coupe|scarifie
        suicide|suicider|suicidaire
        mettre|met|mis fin a mes_jours|ma_vie
        fin a mes_jours
        en finir avec_la_vie|pour_de_bon|avec_tout|avec_ma_vie
        veux|vais|voudrais en_finir
        m_ouvrir|me_couper|ouvrir les veines
        pense|pensees|penser souvent? a la_mort|mourir
        me faire du_mal a_moi
        veux|envie|vais de? me_faire_du_mal
        avale|pris trop_de|tous_mes|plein_de|beaucoup_de|une_boite_de medicaments|cachets|comprimes|pilules
    """,
    "ar": """
        اريد|بدي|عايزه|عاوزه|ابغي|ابي|بغيت|نبغي|حابه|اتمني|ودي|نفسي ان? اموت|نموت|الموت|ان_اموت
        اريد|بدي|عايزه|عاوزه|ابغي|بغيت|افكر|بفكر|فكرت|كنفكر|سوف|راح|رح ان|في? اقتل|بقتل|قتل|نقتل|انهاء|انهي|اؤذي|اذي|ايذاء|اجرح نفسي|حياتي|راسي
        اقتل|بقتل|قتل|ساقتل|هقتل|انهي|سانهي|نقتل|بموت نفسي|حياتي|راسي
        انتحر|الانتحار|بالانتحار|انتحار|سانتحر|هنتحر|ننتحر
        +لا|ما|مش|مو|لم|مابقيتش|معدش اريد|بدي|عايزه|عاوزه|ابغي|بغيت|اقدر|قادره|اعد ان? اعيش|العيش|نعيش|الحياه
        +لا|ما|ليس|مافي|مفيش معني|سبب|فائده|داعي لحياتي|للحياه|من_الحياه|اعيش
        الموت احسن|ارحم|افضل
        ياريتني|ليتني|يا_ريتني مت|اموت|ميته
        بلعت|تناولت|شربت|اخذت حبوب|الحبوب|ادويه|اقراص كثيره|كلها|كتير|كتيره
    """,
}
"""Language -> phrases that mean wanting to die or to hurt herself."""

NOW = """
    adesso ora stasera oggi stanotte subito appena stamattina poco_fa un_attimo_fa minuti_fa ore_fa
    di_nuovo ancora now tonight today just right_now again minutes_ago hour_ago moment_ago
    this_morning ahora hoy anoche ya recien hace_un_rato otra_vez de_nuevo esta_noche
    maintenant ce_soir aujourd_hui cette_nuit encore tout_de_suite a_l_instant ce_matin
    الان اليوم الليله هلا هلق دلوقتي توا حالا هسا قبل_قليل دابا الحين من_شوي امبارح
"""
"""Words that say that it is now or was hours ago."""

PAST = """
    anni_fa anno_fa mesi_fa mese_fa settimane_fa anno_scorso mese_scorso in_passato nel_passato
    da_piccola da_bambina tempo_fa una_volta quando_ero tanti_anni
    years_ago year_ago months_ago month_ago weeks_ago last_year last_month as_a_child used_to
    in_the_past when_i_was long_time_ago hace_anos hace_un_ano hace_meses hace_semanas ano_pasado
    mes_pasado de_nina en_el_pasado cuando_era il_y_a_des an_dernier annee_derniere mois_dernier
    dans_le_passe quand_j_etais il_y_a_longtemps autrefois منذ_سنوات قبل_سنوات قبل_سنه منذ_سنه
    في_الماضي السنه_الماضيه منذ_زمن من_زمان
"""
"""Phrases that say that it is long ago."""

NEGATORS = """
    non mai not never t no didnt doesnt isnt longer stopped nunca tampoco ne n
    لا ما لم لن مش مو ليس
"""
"""Words that, right before a phrase, mean that it is not so."""

NEGATED_AFTER = "pas plus jamais"
"""French words that deny what stands right before them (il me frappe pas)."""

SAYINGS_BEFORE = """
    lavoro caldo freddo stress ansia noia curiosita dolore testa scherzo videogioco film
    job work stress heat feet headache boredom curiosity movie game calor trabajo estres travail
    chaleur film jeu
"""
"""Subjects that make a phrase a way of speaking (il lavoro mi uccide)."""

SAYINGS_AFTER = """
    di_fame dal_ridere di_lavoro di_caldo di_freddo di_noia di_vergogna di_sonno
    of_hunger laughing of_boredom with_laughter of_embarrassment at_cards
    de_hambre de_risa de_calor de_frio de_sueno de_verguenza de_faim de_rire de_chaud de_honte
    من_الضحك من_الجوع من_الحر من_البرد
"""
"""Ends that make a phrase a way of speaking (voglio morire dal ridere)."""
