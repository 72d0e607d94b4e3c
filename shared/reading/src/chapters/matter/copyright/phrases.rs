//! Phrases of copyright pages, by kind, in small letters.

/// Whether a kind of phrase says much by itself, and its phrases, separated by slashes.
pub(super) const PHRASES: [(bool, &str); 9] = [
    (
        true,
        "all rights reserved/alle rechte vorbehalten/alle rechte, auch/tous droits réservés/tous droits de reproduction/\
         todos los derechos reservados/reservados todos los derechos/quedan reservados/\
         tutti i diritti riservati/tutti i diritti sono riservati/todos os direitos reservados/\
         alle rechten voorbehouden/moral right of the author/moral rights of the author/has asserted the right/\
         has asserted her right/has asserted his right/some rights reserved/derechos reservados/\
         droits réservés",
    ),
    (
        true,
        "no part of this book may/no part of this publication may/no part of this work may/no part of this ebook may/\
         may be reproduced, stored/may not be reproduced/kein teil dieses/kein teil des werkes/\
         vervielfältigung/darf ohne schriftliche/toute reproduction/aucune partie de/reproduction interdite/\
         reproduction intégrale ou partielle/propriété intellectuelle/prohibida la reproducción/\
         queda prohibida/queda rigurosamente prohibida/ninguna parte de est/sin la autorización/\
         no se permite la reproducción/nessuna parte di quest/vietata la riproduzione/riproduzione vietata/\
         è vietata/subject to the condition that it shall not/resale/scanning, uploading",
    ),
    (
        true,
        "library of congress/british library/cataloguing-in-publication/cataloging-in-publication/cip data/\
         cip catalogue/cip-/catalogue record/bibliografische information/deutschen nationalbibliothek/\
         deutsche nationalbibliothek/deutsche bibliothek/bibliothèque nationale/dépôt légal/depósito legal/\
         deposito legale/d.l.:/finito di stampare/achevé d’imprimer/achevé d'imprimer",
    ),
    (
        true,
        "creative commons/public domain dedication/cc0/licensed under/this ebook is licensed/this book is licensed/this work is licensed/cc by/cc-by/\
         sous licence/bajo licencia/bajo una licencia/licenza creative/lizenziert/gnu free documentation",
    ),
    (
        true,
        "this is a work of fiction/is a work of fiction/names, characters/characters in this/\
         dies ist ein werk der fiktion/handlung und personen sind frei erfunden/frei erfunden/\
         ähnlichkeiten mit lebenden/toute ressemblance/obra de ficción/cualquier parecido/cualquier semejanza/\
         opera di fantasia/opera di finzione/ogni riferimento a/riferimento a persone",
    ),
    (
        false,
        "first published/first edition/first printing/published by/this edition/ebook edition/e-book edition/\
         kindle edition/paperback edition/hardcover edition/originally published/edition published/reprinted/\
         second edition/revised edition/erstausgabe/auflage/originalausgabe/taschenbuchausgabe/erschienen im/\
         erschienen bei/ungekürzte ausgabe/e-book-ausgabe/veröffentlicht im/première édition/\
         première publication/édition originale/publié par/éditions/édition numérique/primera edición/\
         edición digital/publicado por/edición original/prima edizione/edizione digitale/pubblicato da/\
         prima pubblicazione/edizione originale/eerste druk/primeira edição",
    ),
    (
        false,
        "printed in/printed and bound/manufactured in/gedruckt in/printed on/druck und bindung/gesamtherstellung/\
         imprimé en/imprimé par/imprimé au/impreso en/impreso por/stampato in/stampato da/stampato presso/\
         10 9 8 7 6/1 3 5 7 9/9 8 7 6 5/1 2 3 4 5 6",
    ),
    (
        false,
        "cover design/cover art/cover illustration/cover image/cover photo/jacket design/book design/typeset/\
         designed by/umschlaggestaltung/umschlagmotiv/covergestaltung/satz:/lektorat/herstellung:/couverture :/\
         conception graphique/mise en page/maquette/illustration de couverture/diseño de/maquetación/\
         ilustración de cubierta/fotocomposición/progetto grafico/copertina:/in copertina/impaginazione/\
         omslagontwerp",
    ),
    (
        false,
        "translation copyright/original title/originally published as/originaltitel/titel der originalausgabe/\
         titel der amerikanischen originalausgabe/titel der englischen originalausgabe/titre original/\
         título original/titolo originale/título orixinal/oorspronkelijke titel",
    ),
];

/// Words of firms that print and publish, in small letters.
pub(super) const FIRMS: [&str; 14] = [
    "verlag",
    "publish",
    "press",
    "éditions",
    "editorial",
    "edizioni",
    "gmbh",
    " ltd",
    " inc.",
    "uitgeverij",
    "imprint of",
    "penguin",
    "random house",
    "harpercollins",
];
