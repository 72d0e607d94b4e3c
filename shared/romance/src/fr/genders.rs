//! The gender of what is counted.

use verbalizer::cursor::Cursor;
use verbalizer::european::NumberForm;
use verbalizer::word_list::has;

/// Feminine words whose ending does not tell.
const FEMININE: &str = "abeille acre actrice affaire affiche agrafe aile alarme allumette amende amphore ampoule annonce année arche \
    arme armée asperge assemblée assiette attaque auberge aune aurore avenue bague baie baleine balle banlieue \
    banque barque barre base bataille belle berge bible bicyclette bière blanche blessure bombe bonne botte bouche \
    bouchée boue bougie boule bourrique bourse boussole bouteille boutique boîte branche brasse brebis brique \
    brouette brume bête bûche cabane cage caisse calèche capitale carafe carotte carpe carte cartouche case \
    casserole catastrophe cathédrale cause cave cellule cendre cerise certaine chaire chaise chaleur chambre \
    chanson chanteuse chapelle charrette charrue chaussure chaussée chaîne cheminée chemise cheville chopine chose \
    chronique chère chèvre cible cicatrice cigale cigarette cime circulaire classe clef cloche clé colline colonie \
    colonne commune consonne copie coque corbeille corde corvée couche couleur couleuvre coupe cour couronne courte \
    cousine coutume couverture craie cravate crise croix cruche cuiller cuillerée cuillère cuisine cuisinière \
    culotte cuvée côte dame danse danseuse demeure dent dernière dette dictée digue dinde domestique dose douche \
    douleur drachme dynastie défaite dépêche dîme eau enclume enquête entreprise erreur escale excuse fable \
    fabrique faim famille fange fatigue fausse faveur femme fenêtre ferme feuille fiche figue fille fin fiole \
    fièvre flamme fleur flotte flèche foi fois forme formule forêt foudre foule fourchette fourmi fraise frange \
    froide fureur fusée fève fête gamme gare gifle girafe gloire gomme gondole gorgée goutte grammaire grandeur \
    grange greffe griffe grille grosse grève guerre guinée haie haleine haute hauteur herbe heure histoire horloge \
    horreur houle huile humeur hutte huître idole idée image infirmière jambe jetée joue journée jupe laitue lame \
    lampe lance langue lanterne largeur larme lettre lieue ligne ligue lime lire livre locomotive loge loi longue \
    longueur louange louche lourde loutre lueur lune lèvre légende machine main maison maladie malle marche marque \
    masse mauvaise mer messe mesure mine minute molaire molécule monnaie montagne montre morale mort morue moto \
    mouche moue mule muraille musique mèche mère mésange métaphore nage nef neige niche nièce noire noix nonne \
    norme note nouvelle nuit odeur ombre once orange oreille orge outre ouvrière page paire paix parcelle paroisse \
    parole part particule partie pause paysanne peau peine pensée perche perdrix personne peseta petite peur phase \
    photo photographie phrase piastre pierre pilule pince pinte pipe pique piscine pièce place plage plaie planche \
    plante planète plaque pleine plume poche poignée poire pomme porte portée poudre poule poutre prairie première \
    presse prime princesse profondeur prose province pêche question queue racine rafale rage raie rame rave reine \
    religieuse relique remarque requête ride rime rivière robe roche ronce rose roue roupie route ruche rue ruelle \
    rumeur ruse règle réforme région réplique réponse république saison salade salle sandale sardine saveur scène \
    seconde secte semaine semelle semoule sentinelle serre servante seule société soif somme sorcière souche soupe \
    souris spirale station statue strophe sueur syllabe sœur table taie tante tarte tasse tempête tente terre \
    terreur tige toile toise tomate tombe tonne torche tortue tour toux tranche tranchée tribu troupe truite trêve \
    tuile tunique tête usine vache vague valeur valise vallée vapeur veine vendange verge vertu veste veuve victime \
    victoire vidange vierge vigne villa ville vis vitre voile voisine voiture voix voyelle vue zone âme échelle \
    échoppe école écume église épaisseur épaule épave épigramme épitaphe éponge époque épouse épée équipe étable \
    étendue étincelle étoffe étoile île œuvre";
/// Endings of feminine words.
const ENDINGS: [&str; 37] = [
    "tion", "sion", "xion", "tte", "nce", "ée", "sse", "ure", "lle", "aison", "euse", "trice",
    "ière", "ienne", "onne", "enne", "anne", "ude", "ade", "oire", "té", "ie", "ine", "ise",
    "ante", "ente", "inte", "rte", "nde", "nse", "rse", "ace", "ive", "ête", "oie", "uite", "gion",
];
/// Masculine words with such an ending.
const MASCULINE: &str = "accessoire amiante apogée arrêté athée auditoire augure bastion blé brie caducée camarade camée capitaine \
    carbure carrosse chanoine chlorure chèvrefeuille cloporte colosse comité comte comté conservatoire conte \
    convive coryphée cyanure côté dividende domaine décilitre décolleté député espace foie gorille gosse grade \
    génie hyménée impie incendie interrogatoire intervalle invité ivoire jade karaté laboratoire libelle lycée \
    magazine malade mausolée mercure messie mille millefeuille moine monde mousse murmure musée mémoire narcisse \
    nomade observatoire palace pamplemousse parapluie parjure patrimoine perse polichinelle portefeuille pourboire \
    prince prélude pygmée pâté quadrille quinconce raté réfectoire répertoire scarabée silence sosie squelette \
    stade suisse sulfure suspense territoire thé traité trophée vaudeville velouté vermicelle violoncelle zombie \
    été";
/// Adjectives before a noun that have one form for both genders.
const EITHER: &str = "jeune jeunes autre autres pauvre pauvres brave braves simple simples énorme énormes vaste vastes \
    même mêmes superbe superbes magnifique magnifiques rare rares triste tristes honnête honnêtes noble nobles riche riches \
    pénible pénibles humble humbles illustre illustres immense immenses célèbre célèbres double doubles";

/// "Une page", "vingt et une heures": feminine words are recognised by their endings, and some are listed.
pub(super) fn form_before(_: u64, word: &str) -> NumberForm {
    let one = word.strip_suffix('s').unwrap_or(word);
    let listed = has(FEMININE, word) || has(FEMININE, one);
    let ending = ENDINGS.iter().any(|ending| one.ends_with(ending));
    if listed || ending && !has(MASCULINE, one) {
        NumberForm::Feminine
    } else {
        NumberForm::Masculine
    }
}

/// The form of a number of `length` bytes before its noun, which may stand behind an adjective.
pub(super) fn form_at(cursor: &Cursor<'_>, length: usize) -> NumberForm {
    let after = cursor.after(length);
    if !after.starts_with(char::is_whitespace) {
        return NumberForm::Masculine;
    }
    let mut words = after
        .split_whitespace()
        .map(|word| word.trim_end_matches(|mark: char| !mark.is_alphanumeric()));
    form_before(0, words.find(|word| !has(EITHER, word)).unwrap_or_default())
}
