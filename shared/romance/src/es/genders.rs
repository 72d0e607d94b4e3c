//! The gender of what is counted.

use verbalizer::cursor::Cursor;
use verbalizer::european::NumberForm;
use verbalizer::word_list::has;

/// Words after a number that it does not count.
const FUNCTION: &[&str] = &[
    "de", "del", "y", "e", "o", "u", "a", "al", "en", "con", "por", "para", "que", "se", "la",
    "las", "los", "el", "lo", "es", "era", "fue", "no", "como", "más", "menos", "sin", "ya", "ha",
    "está", "estaba", "son", "eran", "fueron", "había", "tiene", "tenía", "vino", "quiso", "pudo",
    "dijo", "hizo", "se", "ni", "pero", "le", "les", "me", "te", "nos", "solo", "sólo", "murió",
    "vive", "vivía", "puede", "quedaba", "sabía", "quería", "sobre", "entre", "hasta", "desde",
    "cuando", "mientras", "según", "aún", "todavía", "también", "tampoco", "sigue", "seguía",
];

/// Feminine nouns that begin with a stressed vowel: "un águila".
const STRESSED: &str = "águila agua alma arma hacha hambre ala ancla aula ama área ave haba arpa asma arca hada alba ánfora \
    ánima áncora aya ágora álgebra ara asta habla haya ansia ascua aspa anca acta áspid alga";
/// Adjectives before a noun that have one form for both genders.
const EITHER: &str = "grandes gran pobres pobre jóvenes joven nobles noble tristes triste fieles fiel felices feliz enormes enorme \
    mejores mejor peores peor mayores mayor menores menor diferentes breves breve fuertes fuerte célebres célebre terribles \
    terrible simples simple valientes valiente miserables miserable ilustres ilustre";

/// The form of a number of `length` bytes before its noun, which may stand behind "mil" or an adjective.
pub(super) fn form_at(number: u64, cursor: &Cursor<'_>, length: usize) -> NumberForm {
    let after = cursor.after(length);
    if !after.starts_with(char::is_whitespace) {
        return NumberForm::Alone;
    }
    let mut words = after
        .split_whitespace()
        .map(|word| word.trim_end_matches(|mark: char| !mark.is_alphanumeric()));
    let first = words.next().unwrap_or_default();
    // "Veintiún mil pesetas".
    let ends_in_one = number % 10 == 1 && number % 100 != 11;
    if first == "mil" && ends_in_one {
        return NumberForm::Masculine;
    }
    let noun =
        std::iter::once(first).chain(words).find(|word| *word != "mil" && !has(EITHER, word));
    form_before(number, noun.unwrap_or_default())
}

/// "Un libro", "veintiuna casas", "doscientas páginas": feminine words are recognised by their endings, and some are listed.
pub(crate) fn form_before(number: u64, word: &str) -> NumberForm {
    const FEMININE: &str = " mujeres mujer noches noche tardes tarde veces vez calles calle flores flor naves nave partes \
        parte leyes ley luces luz voces voz cruces cruz raíces raíz paces paz sales sal pieles piel cárceles cárcel llaves llave \
        clases clase torres torre fuentes fuente muertes muerte mentes mente gentes gente sangres sangre carnes carne leches leche \
        nubes nube nieves nieve fases fase frases frase bases base crisis tesis síntesis sedes sede redes red paredes pared \
        imágenes imagen órdenes orden razones razón canciones canción naciones sazones sazón actrices actriz emperatrices aves ave \
        manos mano fotos foto motos moto radios señales señal catedrales catedral capitales capital hambres serpientes serpiente \
        suertes suerte cumbres cumbre legumbres costumbres costumbre ubres águilas armas almas aguas tribus tribu plebe serpientes mareas veces víctimas sílabas metrópolis bases dosis ciudades crisis índoles hélices hélice faringes raíces cicatrices cicatriz narices nariz codornices codorniz lombrices perdices perdiz directrices nodrizas tardes sedes corrientes corriente pendientes vertientes vertiente patentes patente huestes hueste peste pestes cortes legiones regiones religiones opiniones reuniones uniones mansiones prisiones prisión visiones pasiones pasión ocasiones ocasión lecciones lección oraciones oración flechas ondas fiebres fiebre liebres liebre madres madre ";
    const MASCULINE: &str = " días día mapas mapa poemas poema problemas problema sistemas sistema planetas planeta poetas poeta \
        idiomas idioma programas programa dramas drama telegramas telegrama kilogramas temas tema lemas lema dilemas dilema \
        esquemas esquema teoremas teorema diplomas diploma síntomas síntoma climas clima fantasmas fantasma tranvías tranvía \
        cometas cometa sofás sofá papás papá dálmatas dálmata policías policía guardias guardia piratas pirata atletas atleta \
        profetas profeta pilotos demócratas demócrata aristócratas aristócrata acróbatas acróbata camaradas camarada colegas colega \
        guías guía vigías vigía monarcas monarca patriarcas patriarca jesuitas jesuita israelitas israelita croatas croata belgas \
        persas persa celtas celta burócratas autócratas espías espía centinelas centinela reclutas recluta duques duque curas cura gorilas gorila \
        puentes puente quintillas aguafiestas suicidas homicidas nómadas nómada indígenas indígena ";
    const ENDINGS: [&str; 14] = [
        "a", "as", "ción", "ciones", "sión", "siones", "gión", "giones", "nión", "niones", "dad",
        "dades", "tudes", "tud",
    ];
    // "Uno sobrevivió": few nouns end like a past tense.
    const NOUNS: &str = "capó dominó paletó buró";
    let verb = number == 1 && word.ends_with('ó') && !has(NOUNS, word);
    let noun = word.starts_with(char::is_lowercase) && !FUNCTION.contains(&word) && !verb;
    if number == 1 && has(STRESSED, word) {
        return NumberForm::Masculine;
    }
    let plural = word.ends_with('s');
    if !noun || plural == (number == 1) {
        return NumberForm::Alone;
    }
    let listed = |words: &str| words.contains(&format!(" {word} "));
    // "Artistas", "cosmopolitas": of both genders, and masculine where nothing says otherwise.
    let common = ["ista", "istas", "cida", "cidas", "nauta", "nautas", "iatra", "iatras"]
        .iter()
        .any(|ending| word.ends_with(ending) && word.len() > ending.len() + 2);
    let common = common
        && !matches!(
            word,
            "vista"
                | "vistas"
                | "pista"
                | "pistas"
                | "lista"
                | "listas"
                | "revista"
                | "revistas"
                | "entrevista"
                | "entrevistas"
                | "conquista"
                | "conquistas"
                | "medida"
                | "medidas"
        );
    let feminine = listed(FEMININE) || ENDINGS.iter().any(|ending| word.ends_with(ending));
    if feminine && !common && !listed(MASCULINE) {
        NumberForm::Feminine
    } else {
        NumberForm::Masculine
    }
}
