//! Codes and names of languages.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A language.
#[derive(Debug, Clone, Copy)]
pub(super) struct LanguageNames {
    pub(super) tag: &'static str,
    /// Its other codes, of ISO 639-2/T, 639-2/B and 639-3, and common mistakes, separated by spaces.
    pub(super) codes: &'static str,
    pub(super) english: &'static str,
}

/// The language of a code or a name in small letters.
pub(super) fn named(name: &str) -> Option<LanguageNames> {
    static KNOWN: LazyLock<HashMap<String, LanguageNames>> = LazyLock::new(by_name);
    KNOWN.get(name).copied()
}

fn by_name() -> HashMap<String, LanguageNames> {
    let mut known = HashMap::new();
    for line in LANGUAGES.lines() {
        let mut fields = line.split('|').map(str::trim);
        let mut next = || fields.next().unwrap_or_default();
        let language = LanguageNames { tag: next(), codes: next(), english: next() };
        let own = next().split('/').filter(|name| !name.is_empty());
        let names = language.codes.split(' ').chain(own).chain([language.tag]).map(str::to_owned);
        known.extend(names.chain([language.english.to_lowercase()]).map(|name| (name, language)));
    }
    known
}

/// All languages with a code of two letters, and a few more: tag, other codes, English name, other names in small letters.
const LANGUAGES: &str = "\
aa|aar|Afar
ab|abk|Abkhazian
ae|ave|Avestan
af|afr|Afrikaans
ak|aka|Akan
am|amh|Amharic|አማርኛ
an|arg|Aragonese|aragonés
ar|ara arb|Arabic|العربية/عربي
as|asm|Assamese
av|ava|Avaric
ay|aym|Aymara
az|aze azj|Azerbaijani|azeri/azərbaycan/azərbaycan dili
ba|bak|Bashkir
be|bel|Belarusian|belorussian/беларуская
bg|bul|Bulgarian|български
bi|bis|Bislama
bm|bam|Bambara
bn|ben|Bengali|bangla/বাংলা
bo|bod tib|Tibetan
br|bre|Breton|brezhoneg
bs|bos|Bosnian|bosanski
ca|cat|Catalan|català/catala/valencian
ce|che|Chechen
ch|cha|Chamorro
co|cos|Corsican|corsu
cr|cre|Cree
cs|ces cze cz|Czech|čeština/česky/cestina
cu|chu|Church Slavonic
cv|chv|Chuvash
cy|cym wel|Welsh|cymraeg
da|dan dk|Danish|dansk
de|deu ger|German|deutsch/allemand/alemán/tedesco
dv|div|Dhivehi
dz|dzo|Dzongkha
ee|ewe|Ewe
el|ell gre gr|Greek|ελληνικά/modern greek
en|eng us gb|English|englisch/anglais/inglés/inglese/british english/american english/us english/uk english
eo|epo|Esperanto
es|spa esp|Spanish|español/espanol/castellano/castilian/espagnol/spanisch/spagnolo
et|est ekk|Estonian|eesti/eesti keel
eu|eus baq|Basque|euskara
fa|fas per pes|Persian|farsi/فارسی
ff|ful|Fulah
fi|fin|Finnish|suomi
fj|fij|Fijian
fo|fao|Faroese|føroyskt
fr|fra fre|French|français/francais/französisch/francés/francese
fy|fry|Frisian|western frisian/frysk
ga|gle|Irish|gaeilge
gd|gla|Scottish Gaelic|gaelic/gàidhlig
gl|glg|Galician|galego
gn|grn|Guarani
gu|guj|Gujarati|ગુજરાતી
gv|glv|Manx
ha|hau|Hausa
he|heb iw|Hebrew|עברית
hi|hin|Hindi|हिन्दी/हिंदी
ho|hmo|Hiri Motu
hr|hrv scr|Croatian|hrvatski
ht|hat|Haitian|haitian creole/kreyòl
hu|hun|Hungarian|magyar
hy|hye arm|Armenian|հայերեն
hz|her|Herero
ia|ina|Interlingua
id|ind in|Indonesian|bahasa indonesia/indonesia
ie|ile|Interlingue
ig|ibo|Igbo
ii|iii|Sichuan Yi
ik|ipk|Inupiaq
io|ido|Ido
is|isl ice|Icelandic|íslenska
it|ita|Italian|italiano/italien/italienisch
iu|iku|Inuktitut
ja|jpn jp|Japanese|日本語
jv|jav|Javanese|basa jawa
ka|kat geo|Georgian|ქართული
kg|kon|Kongo
ki|kik|Kikuyu
kj|kua|Kuanyama
kk|kaz|Kazakh|қазақ тілі/қазақша
kl|kal|Greenlandic|kalaallisut
km|khm|Khmer|ខ្មែរ
kn|kan|Kannada|ಕನ್ನಡ
ko|kor|Korean|한국어/한국말
kr|kau|Kanuri
ks|kas|Kashmiri
ku|kur|Kurdish|kurdî
kv|kom|Komi
kw|cor|Cornish|kernewek
ky|kir|Kyrgyz|кыргызча
la|lat|Latin|latina/lingua latina
lb|ltz|Luxembourgish|lëtzebuergesch
lg|lug|Ganda
li|lim|Limburgish
ln|lin|Lingala
lo|lao|Lao
lt|lit|Lithuanian|lietuvių
lu|lub|Luba-Katanga
lv|lav lvs|Latvian|latviešu
mg|mlg|Malagasy
mh|mah|Marshallese
mi|mri mao|Maori|māori/te reo māori
mk|mkd mac|Macedonian|македонски
ml|mal|Malayalam|മലയാളം
mn|mon|Mongolian|монгол
mr|mar|Marathi|मराठी
ms|msa may zsm|Malay|bahasa melayu
mt|mlt|Maltese|malti
my|mya bur|Burmese|မြန်မာ
na|nau|Nauru
nb|nob|Norwegian Bokmål|bokmål/norsk bokmål
nd|nde|North Ndebele
ne|nep|Nepali|नेपाली
ng|ndo|Ndonga
nl|nld dut|Dutch|nederlands/niederländisch/néerlandais/flemish/vlaams
nn|nno|Norwegian Nynorsk|nynorsk/norsk nynorsk
no|nor|Norwegian|norsk
nr|nbl|South Ndebele
nv|nav|Navajo
ny|nya|Chichewa
oc|oci|Occitan|occitan
oj|oji|Ojibwa
om|orm|Oromo
or|ori|Odia|oriya/ଓଡ଼ିଆ
os|oss|Ossetian
pa|pan|Punjabi|panjabi/ਪੰਜਾਬੀ
pi|pli|Pali
pl|pol|Polish|polski/język polski
ps|pus|Pashto
pt|por|Portuguese|português/portugues/brazilian portuguese/portugiesisch/portugais
qu|que|Quechua
rm|roh|Romansh|rumantsch
rn|run|Rundi
ro|ron rum mo mol|Romanian|română/romana/moldavian
ru|rus|Russian|русский/русский язык
rw|kin|Kinyarwanda
sa|san|Sanskrit|संस्कृतम्
sc|srd|Sardinian|sardu
sd|snd|Sindhi
se|sme|Northern Sami
sg|sag|Sango
si|sin|Sinhala|sinhalese/සිංහල
sk|slk slo|Slovak|slovenčina/slovensky
sl|slv|Slovenian|slovene/slovenščina
sm|smo|Samoan
sn|sna|Shona
so|som|Somali
sq|sqi alb|Albanian|shqip
sr|srp scc sh|Serbian|српски/srpski
ss|ssw|Swati
st|sot|Southern Sotho
su|sun|Sundanese
sv|swe|Swedish|svenska/schwedisch/suédois
sw|swa swh|Swahili|kiswahili
ta|tam|Tamil|தமிழ்
te|tel|Telugu|తెలుగు
tg|tgk|Tajik
th|tha|Thai|ไทย/ภาษาไทย
ti|tir|Tigrinya
tk|tuk|Turkmen
tl|tgl fil|Tagalog|filipino
tn|tsn|Tswana
to|ton|Tongan
tr|tur|Turkish|türkçe/turkce
ts|tso|Tsonga
tt|tat|Tatar
tw|twi|Twi
ty|tah|Tahitian
ug|uig|Uyghur
uk|ukr ua|Ukrainian|українська/українська мова
ur|urd|Urdu|اردو
uz|uzb|Uzbek|oʻzbek
ve|ven|Venda
vi|vie|Vietnamese|tiếng việt/việt
vo|vol|Volapük
wa|wln|Walloon
wo|wol|Wolof
xh|xho|Xhosa
yi|yid ji|Yiddish|ייִדיש
yo|yor|Yoruba
za|zha|Zhuang
zh|zho chi cmn cn|Chinese|中文/汉语/漢語/普通话/mandarin/simplified chinese/traditional chinese
zu|zul|Zulu|isizulu
ang|ang|Old English
enm|enm|Middle English
grc|grc|Ancient Greek
gsw|gsw|Swiss German|schwiizerdütsch
nds|nds|Low German|plattdeutsch/niederdeutsch
sco|sco|Scots
yue|yue|Cantonese|粵語/粤语";
