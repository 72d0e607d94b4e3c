//! Words of each language around the ends of sentences. A word that can also be a normal last word of a sentence is left out, or listed with a
//! capital.

use super::word_lists::WordLists;

/// The word lists of a language, if we have them.
pub(super) fn words_of(language: &str) -> Option<&'static WordLists> {
    Some(match language {
        "en" => &ENGLISH,
        "fr" => &FRENCH,
        "de" => &GERMAN,
        "es" => &SPANISH,
        "it" => &ITALIAN,
        "pt" => &PORTUGUESE,
        "nl" => &DUTCH,
        "sv" => &SWEDISH,
        "pl" => &POLISH,
        "cs" => &CZECH,
        "ru" => &RUSSIAN,
        _ => return None,
    })
}

static ENGLISH: WordLists = WordLists {
    open: "mr mrs ms mx messrs mme Mlle dr drs Prof Profs Rev Fr Hon Rt Ven Capt Cpt Col Gen Lt Lieut Sgt Cpl Maj Cmdr Comdr Adm Brig Pvt Sergt Corpl Gov Sen Rep Pres Supt Insp Msgr Mgr Mt Gens Cols e.g i.e cf viz vs ca approx esp incl a.k.a p.s p.p.s n.b dept assn mmes mlles Det Ft Wm Geo Thos Chas Jno Jas Jos Robt Saml Edw Benj Danl Richd Nathl Fredk Abp Bp Pfc Cllr Atty",
    numbered: "no nos vol vols chap chaps ch p pp par sec sect fig figs art bk pt lib op fol ver vv pl tel ext eq Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec ll =ll Apt Apts Rs Nos =bks",
    ends: "etc ff seq",
    names: "Jr Sr Esq Soc Trans Proc Acad Roy Inc Ltd Co Corp Bros St Ste Ave Rd Blvd Sq ph.d m.d d.d ll.d b.a m.a u.s u.k u.s.a d.c Plc al ibid Mass Penn Conn Calif Tex Fla Ill Ind Ky Md Mich Minn Mo Neb Nev Ore Pa Tenn Vt Va Wash Wis yrs mos =ed =eds =edn =trans =repr Mon Tues Tue Thurs Thur Wed Ala Ariz Ga Kan Kans Okla Wyo Dak Colo Mtn Univ",
    references: "Exod Lev Num Deut Josh Judg Sam Kgs Chron Chr Neh Esth Ps Pss Prov Eccl Eccles Isa Jer Lam Ezek Dan Hos Obad Mic Nah Hab Zeph Hag Zech Mal Matt Mk Lk Jn Rom Cor Gal Eph Phil Col Thess Tim Tit Philem Heb Pet Apoc Macc Wisd Ecclus Tob Il Od Aen Met",
    eras: "b.c a.d b.c.e c.e a.h a.u.c",
    times: "p.m a.m",
    dates: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec EST EDT CST CDT MST MDT PST PDT GMT BST UTC CET CEST ET PT CT Eastern Central Pacific Greenwich Zulu",
    tells_time: "in by at on about around round from until till since after before during circa toward towards between near shortly just",
    units: "ft in lb lbs oz yd yds min mins sec secs hr hrs st pt pts qt qts gal gals cwt dwt gr m h d s mi m",
    starters: "a about after again all also although always among an and another any anyone anything as at because before behind both but by can could did do does during each either even every everybody everyone everything few finally first for from had has have having he her here hers him his how however i if in indeed instead into is it its just last later let many may maybe meanwhile might more most much must my neither never nevertheless next no nobody none nor not nothing now of often oh on once one only or other others our out over people perhaps please rather she should since so some somebody someone something soon still such suddenly than that the their them then there therefore these they thirty this those though three through thus to today together tomorrow tonight too two under unless until up upon was we well were what whatever when whenever where whether which while who whom whose why will with within without would yes yesterday yet you your",
    speaks: "said says asked asks cried replied answered called shouted whispered murmured muttered mumbled exclaimed demanded began added continued inquired enquired returned observed remarked responded retorted snapped growled groaned repeated screamed yelled sighed gasped protested interrupted suggested declared insisted wondered echoed urged begged pleaded roared bellowed hissed stammered",
    joins: "and but or nor for so yet because that which who whom whose when where while if though although until unless as than",
    divisions: "chapter book part act scene canto volume section appendix letter lesson stave",
    ..WordLists::EMPTY
};

static FRENCH: WordLists = WordLists {
    open: "M MM mme mmes mlle mlles Me Mgr dr drs Pr Prof St Ste cf p.ex ex c.-à-d av apr env ca id n.b p.s p.-s bd boul vs Sté Éts Vve Cdt Gal Ch Jos Ph",
    numbered: "p pp chap vol fig art t éd tél n no janv févr avr juil sept oct nov déc ll arr ms",
    ends: "etc sq sqq suiv",
    names: "Cie S.A",
    eras: "j.-c j.c è.c",
    tells_time: "à au aux en vers dès depuis avant après",
    units: "h min s m ft",
    starters: "à ainsi alors après au aucun aujourd aussi autour aux avant avec bientôt c ce cela celui cependant ces cet cette chacun chaque comme comment d dans de demain depuis derrière des dès deux donc du elle elles en encore enfin ensuite entre est et hier ici il ils j jamais je l la là le les leur leurs lorsque lui ma mais malgré même mes mon n ne ni nos notre nous nul on or où oui par parce parfois pas pendant personne peu peut plus plusieurs pour pourquoi pourtant près puis qu quand que quel quelle quelques qui quoi rien s sa sans ses si soudain sous son sur ta tandis tant tes ton toujours tous tout toute toutes trois trop tu un une vers voici voilà vos votre vous y",
    joins: "et mais ou donc car ni que qui dont où quand lorsque parce comme si tandis puisque",
    divisions: "chapitre livre partie acte scène tome chant volume lettre section",
    elides: true,
    ..WordLists::EMPTY
};

static GERMAN: WordLists = WordLists {
    open: "hr hrn Fr frl Dr Prof Pfr St hl Dipl Ing geb gest z.b d.h vgl bzw ca evtl ggf inkl sog i.d.r v.a u.u z.t v n b bes einschl mag Fa Friedr Wilh Joh Heinr Aug Ludw Ferd Chr ebd med phil jur theol nat rer habil p.s Frhr Gebr kgl Dir Abt Hptm Oblt Lt Gen Obst Kfm Inf Psych d",
    numbered: "nr nrn bd bde s kap art abs abb ziff tel § -str taf anm Jan Feb Febr Mrz Apr Jun Jul Aug Sep Sept Okt Nov Dez Abschn Art Z Anl Ziff Tab",
    ends: "usw usf etc ff u.s.w u.s.f",
    names: "u.a o.ä u.ä Co mio mrd tsd bill",
    eras: "v.chr n.chr jh jhdt jhs v.u.z u.z n.u.z",
    dates: "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember Jan Feb Febr Mrz Apr Jun Jul Aug Sep Sept Okt Nov Dez",
    tells_time: "seit bis",
    units: "std min sek mk tlr fl gr",
    before_ordinals: "der die das den dem des am im zum zur vom beim ans ins vors fürs ein eine einen einem einer eines kein keine keinen keinem keiner mein meine meinen meinem meiner meines dein deine deinen deinem deiner deines sein seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer ihres unser unsere unseren unserem unserer unseres euer eure euren eurem eurer jeder jede jedes jeden jedem dieser diese dieses diesen diesem jener jene jenes jenen jenem welcher welche welches welchen welchem aller alle allen erst und oder bis als nach vor in von aus mit für ab seit auf an bei zu über unter gegen ohne um durch während trotz Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Anfang Mitte Ende",
    starters: "aber alle alles als am an auch auf aus bald bei beide bis da dabei dafür dagegen damals damit danach dann daran darauf darum das dass davon dazu dem den denn der des deshalb die dies diese dieser dieses doch dort drei du durch ein eine einem einen einer eines einige einmal endlich er erst es euch euer für gegen gestern hast hat hatte heute hier hinter ich ihm ihn ihr ihre im immer in ist ja jede jeder jedes jemand jener jetzt kein keine keiner kann man manche mehr mein meine mit morgen nach nachdem nein nicht nichts nie niemand noch nun nur ob obwohl oder ohne plötzlich schon sehr sein seine seit seitdem selbst sich sie sind so sobald soll trotzdem über um und uns unser unter viel viele vielleicht vom von vor wann war waren warum was weder weil welche wenn wer werden wie wieder wir wird wo wohin während zu zuerst zuletzt zum zur zwar zwei zwischen",
    joins: "und aber oder denn sondern dass weil wenn als ob während obwohl damit bis bevor nachdem",
    divisions: "kapitel buch teil akt szene band abschnitt brief gesang",
    ordinals: true,
    ..WordLists::EMPTY
};

static SPANISH: WordLists = WordLists {
    open: "p.s cfr sr sra srta sres sras srtas dr dra dres D Dña dña prof profa lic gral Sto Sta fr pbro excmo excma ilmo ilma p.ej ej cf vs ee av avda cía n.b Cnel Cap Tte Cmdte Almte Gob Dip Sen Pdte Mons Arq Ing Hno Hna Exc Rvdo",
    numbered: "pág págs p pp cap caps vol vols art arts núm núms t tel fig figs n ene feb abr jun jul ago sept set oct nov dic apdo tfno ss sigs",
    ends: "etc",
    names: "ee.uu uu s.a ud uds vd vds Cía",
    eras: "a.c d.c j.c a.e.c e.c",
    times: "a.m p.m",
    tells_time: "en hacia desde hasta antes después alrededor a",
    units: "h min s m",
    starters: "a acaso además ahora ahí al algo alguien algunos allí ante antes apenas aquel aquella aquí así aun aunque ayer cada casi como con cuando cuánto de desde después detrás donde dos durante él el ella ellas ellos en entonces entre era es esa ese eso esta está estaba estas este esto estos fue ha había hacia hasta hoy la las le les lo los luego mañana más me mi mientras mis mucho muchos muy nada nadie ni ninguno no nos nosotros nuestra nuestro nunca o otra otro otros para pero poco por porque pronto pues que qué quien quién quizá quizás se según ser si sí siempre sin sobre solo sólo su sus tal también tampoco tan tanto te tenía toda todo todos tras tres tu tú tus un una unos usted ustedes y ya yo",
    joins: "y e pero o u ni porque que cuando donde como si aunque mientras sino pues",
    divisions: "capítulo libro parte acto escena tomo canto volumen carta sección",
    ..WordLists::EMPTY
};

static ITALIAN: WordLists = WordLists {
    open: "p.s card sig sigg dott Prof prof avv ing on mons arch geom rag cav comm gen col dr s ss S es p.es cfr cf ca vs n.b sig.ra sig.na dott.ssa prof.ssa F.lli Ten Cap Magg Sen Min Rev Vesc",
    numbered: "p pp pag pagg cap capp vol voll art artt n nn num fig figg tav sez sec tel genn febbr feb apr giu lug ago sett ott nov dic vv ll sgg",
    ends: "ecc",
    names: "S.p.A s.p.a s.r.l Co",
    eras: "a.c d.c e.v",
    tells_time: "nel in verso dal fino dopo prima alle verso",
    units: "h min s m",
    starters: "a adesso agli ai al alla alle allora anche ancora appena bene che chi ci come con così cosa da dal dalla davanti davvero degli dei del della delle dentro di dietro dio dopo dove due e è era eppure erano fino fra già gli ha ho i ieri il in infine infatti insieme intanto invece io l la le lei li lo loro lui ma mai me mentre mi mia mio molti molto ne nel nella nelle nessuno no noi nulla niente o oggi ogni ora per perché però più poco poi prima proprio può qualche qualcuno quando quanto quasi quel quella quelle quello questa queste questi questo qui se sei sempre senza si sì solo sono sopra sotto sta su subito sua suo sul sulla tanto tra tre troppo tu tua tuo tutta tutte tutti tutto un una uno vi voi",
    joins: "e ed ma o oppure perché che quando dove come se mentre anche però né",
    divisions: "capitolo libro parte atto scena tomo canto volume lettera sezione",
    elides: true,
    ..WordLists::EMPTY
};

static PORTUGUESE: WordLists = WordLists {
    open: "p.s sr sra srs sras srta dr dra drs D prof profa eng exmo exma ilmo Sto Sta p.ex ex cf vs av r pe Ten Cel Gen Cap Maj Sgt Alm Brig Dep Sen Pres Min Gov Cons Des Rev Mons Arq Exa op.cit",
    numbered: "pág págs p pp cap vol art n núm fig tel séc sécs jan fev abr jun jul ago set out nov dez s ss liv",
    ends: "etc",
    names: "Cia cia ltda s.a v.ex",
    eras: "a.c d.c a.e.c e.c",
    times: "a.m p.m",
    tells_time: "em no desde até por às cerca",
    units: "h min s m",
    starters: "a agora ainda algo alguém ali além antes ao aos apenas aquela aquele aqui as assim até cada com como da das de depois desde do dois dos durante e é ela elas ele eles em enquanto então entre era essa esse esta está estava este eu foi havia hoje isso isto já lá mais mas me mesmo meu minha muito muitos na nada não nas nem nenhum ninguém no nos nós nossa nosso nunca o onde ontem os ou outra outro para pela pelo pois por porque porém quando quase que quem se sem sempre ser seu seus sim só sob sobre sua suas também tanto tão toda todo todos três tu tudo um uma você vocês",
    joins: "e mas ou nem porque que quando onde como se enquanto embora pois",
    divisions: "capítulo livro parte ato cena tomo canto volume carta seção",
    ..WordLists::EMPTY
};

static DUTCH: WordLists = WordLists {
    open: "p.s dhr mevr mw mej dr drs prof ir ing mr ds St bijv bv d.w.z o.a m.b.t i.p.v t.a.v ca resp t.w vgl a.d m.a.w m.n fa gebr Kol Gen Kapt Lt Mgr Past",
    numbered: "blz p pp nr nrs hfst art fig afb dl tel jan feb febr mrt apr jun jul aug sept okt nov dec par",
    ends: "enz etc e.d e.a e.v",
    names: "Co b.v n.v",
    eras: "v.chr n.chr",
    tells_time: "sinds",
    units: "min sec u",
    starters: "aan achter al alle alles als altijd bij binnen boven daar daarna dan dat de deze die dit door drie dus een en er eerst eindelijk geen gisteren haar had heb heeft het hier hij hoe iedereen iemand ik in is ja je jij jullie kan maar meer men met mijn misschien morgen na naar nee niemand niet niets nog nooit nu of om omdat onder ons ook op over plotseling sinds soms te tegen ten toch toen tot tussen twee u uit van veel vandaag voor waar waarom want was wat we weer wel welke wie wij zal ze zelfs zich zij zijn zo zodra zonder zou",
    joins: "en maar of want omdat dat die wanneer waar terwijl als toen hoewel zodat",
    divisions: "hoofdstuk boek deel bedrijf scène zang brief",
    ..WordLists::EMPTY
};

static SWEDISH: WordLists = WordLists {
    open: "dr prof hr fr t.ex bl.a d.v.s s.k ca kl jfr resp St",
    numbered: "nr s sid kap fig bd tel jan feb febr apr aug sept okt nov dec",
    ends: "m.m osv o.s.v etc m.fl f.kr e.kr",
    starters: "alla allt att av bara de den denna det detta dock du då där därefter efter ej en er ett för från han hans har hennes hon hur här i ibland icke igår ingen inte jag ja kanske man med men min mot nej ni nu när och om på sedan sin ska som så till två under utan vad var varför vem vi vid vilken även",
    joins: "och men eller för att som när där medan om så",
    divisions: "kapitel bok del akt scen brev",
    ..WordLists::EMPTY
};

static POLISH: WordLists = WordLists {
    open: "prof dr ks św inż mgr gen płk kpt por red np m.in tzw tj tzn ok ul al pl im godz p pp zob hab o bp abp dyr doc lek arch kard mjr kmdr sierż bł adm hr ps",
    numbered: "nr s str rozdz t art ryc godz tel",
    ends: "itd itp zł",
    names: "tys mln mld S-ka",
    eras: "r w n.e p.n.e",
    tells_time: "w we od do po przed około",
    units: "godz min sek",
    starters: "a aby ale ani bo był była było był by chociaż co czy dlaczego dla do dwa dziś gdy gdzie i ich ja jak jaki jego jej jest jeszcze jeśli już każdy kiedy kto ktoś który która lecz ludzie ma mój my na nad nagle nie niech nic nigdy nikt o od on ona oni oto pan pani po pod potem przed przez przy są się skąd tak tam te ten teraz to tu tylko ty u w we wszyscy wszystko wtedy wy z za zaraz ze że",
    joins: "i a ale lub albo oraz bo że który która które gdy gdzie jeśli choć",
    divisions: "rozdział księga część akt scena tom list",
    ..WordLists::EMPTY
};

static CZECH: WordLists = WordLists {
    open: "p pí sv prof dr mgr ing doc gen např tzv tj ul nám srov vč",
    numbered: "č str s kap sv obr tel",
    ends: "atd apod aj př.n.l n.l kč",
    starters: "a aby ale ani byl byla bylo co dnes do já jak je jeho její jen jsem k kde kdo když která který má mezi můj my na nad náhle nebo nechť než nic nikdo nikdy o od on ona oni po pod pak pan paní pro proč před přes s se si snad ta tak tam ten tento teď to ty u v ve všichni všechno vy z za ze že",
    joins: "a ale nebo i protože že který která které když kde jestli ačkoli",
    divisions: "kapitola kniha část dějství díl zpěv dopis",
    ordinals: true,
    ..WordLists::EMPTY
};

static RUSSIAN: WordLists = WordLists {
    open: "г-н г-жа проф акад св им ул пл пер д напр т.е т.к т.н тов гр см ср доц ген обл р-н оз г-ну г-на кн гр-н митр архиеп ред",
    numbered: "стр с гл рис п т разд тел янв февр апр авг сент окт нояб дек",
    ends: "т.д т.п др пр гг вв руб коп тыс млн",
    eras: "г в н.э",
    tells_time: "в во с до после около к",
    units: "ч мин сек кг руб коп р к",
    starters: "а без был была были было в вдруг ведь весь вот все всё вы где да два для до его её если ещё же за зачем здесь и из или им их к как какой когда кто куда ли лишь между мне мой мы на над наконец не нет ни никто ничего но ну о об однако он она они оно опять от отчего очень по под пока после потом почему при раз с сам свой сегодня сейчас со так там теперь то тогда только тот три ты у уже хотя через что чтобы это этот я",
    joins: "и а но или потому что который которая которые когда где если хотя чтобы",
    divisions: "глава книга часть том действие явление песнь письмо",
    ..WordLists::EMPTY
};
