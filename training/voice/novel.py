"""Sentences of the sort that novels are made of, put together from our own words: talk, questions, cries, names, numbers, headings."""

NAMES = """Anna Margaret Thomas Henry Eleanor George Clara Samuel Ruth Edward Lucy Arthur Helen Daniel Rose Martin Julia Oliver Grace Walter Irene
Simon Charlotte Peter Naomi Victor Agnes Robert Miriam Hugo Beatrice Leonard Sophie Nathan Harriet Philip Joanna Felix Catherine Adam Mr.|Whitfield
Mrs.|Calloway Dr.|Benson Miss|Aldridge Captain|Hale Sergeant|Moss Lady|Fenwick Uncle|Jasper Aunt|Cora old|Tobias""".split()
PLACES = """the|harbour the|kitchen the|library the|old|mill the|garden|gate the|railway|station the|edge|of|the|forest the|upper|landing the|churchyard the|tavern
the|cellar the|long|gallery London Boston Edinburgh Vienna Chicago the|village the|mountains the|river the|market|square the|hospital the|lighthouse
the|schoolroom the|attic the|stables the|crossroads""".split()
THINGS = """letter lantern key map knife candle photograph ring watch book coat envelope pistol basket mirror violin ladder bottle telegram painting
umbrella trunk compass purse necklace newspaper saddle blanket kettle diary rope hammer""".split()
KINDS = """old small strange heavy broken silver yellow narrow beautiful dusty quiet enormous forgotten wooden pale cheerful crooked foreign expensive
ordinary familiar invisible terrible gentle bright curious useless precious""".split()
MANNERS = """slowly quietly at|last with|a|smile without|a|word angrily in|a|low|voice all|at|once gently after|a|while rather|coldly for|the|third|time
as|though|nothing|had|happened under|his|breath with|great|care almost|kindly too|quickly""".split()
SPOKE = "said asked whispered cried answered replied murmured shouted laughed sighed muttered called".split()
DID = """opened|the|door looked|out|of|the|window sat|down|by|the|fire shook|his|head picked|up|the|THING put|the|THING|on|the|table turned|away
walked|towards|PLACE began|to|laugh took|a|step|back reached|for|the|THING listened|at|the|wall waited|for|an|answer remembered|the|KIND|THING
stared|at|the|KIND|THING hurried|back|to|PLACE fell|asleep lit|the|lamp folded|the|THING thought|of|PLACE""".split()
WEATHER = """It|was|raining|again The|wind|had|dropped A|thin|moon|hung|over|PLACE The|snow|came|early|that|year Nobody|spoke The|clock|struck|NUMBER
There|was|no|answer The|house|was|dark The|road|went|on|and|on Morning|came|at|last The|fire|had|gone|out Somewhere|a|dog|was|barking
It|smelled|of|smoke|and|apples The|light|was|failing""".split()
TALK = """I|have|never|seen|it|before You|must|not|tell|NAME We|ought|to|leave|before|dark That|is|quite|impossible I|do|not|believe|a|word|of|it
He|promised|me|the|THING Give|me|the|THING It|is|only|the|wind She|went|to|PLACE Somebody|has|been|here You|are|very|kind
I'm|afraid|it's|too|late They|won't|come|back We'll|see|about|that I|should|have|known There's|nothing|to|be|afraid|of You|can't|be|serious
I|was|thinking|of|PLACE That|was|NUMBER|years|ago It|belongs|to|NAME Let|me|look|at|that|KIND|THING""".split()
QUESTIONS = """Who|is|there Where|did|you|find|that|THING What|do|you|mean Why|should|I|trust|NAME When|will|they|arrive How|much|did|it|cost
Is|that|the|KIND|THING|from|PLACE Do|you|remember|NAME Have|you|been|to|PLACE Are|you|quite|sure What|happened|next Did|you|hear|that
Could|you|lend|me|NUMBER|dollars Wouldn't|you|rather|stay|here Whose|THING|is|this What|is|the|matter,|NAME How|old|is|the|THING Shall|we|go""".split()
CRIES = """Stop Run Help Look|out Good|heavens How|dare|you What|a|KIND|THING Never Come|back|at|once Get|away|from|PLACE Hurry How|beautiful|it|was
Oh,|NAME Not|again Wait Fire Nonsense Of|course|not Thank|goodness Be|quiet""".split()
SHORT = """Yes No Perhaps Nothing Silence Of|course Good|night Good|morning Thank|you Not|yet Go|on Very|well I|see He|nodded She|smiled They|waited
All|right Never|mind So|it|was Well The|end Goodbye Hello Exactly Always Almost Alone Home Sit|down Come|in My|dear Please Maybe Tomorrow""".split()
LINKS = "and but so because although while when until as if after before".split()
HEADINGS = ["Chapter", "Part", "Book", "Volume", "Letter", "Act", "Scene"]
ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen""".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
COUNTED = "years days miles pounds dollars men pages steps letters houses times soldiers hours ships".split()
ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fifteenth twentieth twenty-first
thirtieth hundredth""".split()
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def number(n):
    """A number below a million in words."""
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{ONES[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{ONES[n // 100]} hundred" + (f" and {number(n % 100)}" if n % 100 else "")
    return f"{number(n // 1000)} thousand" + (f" {number(n % 1000)}" if n % 1000 else "")


class Novel:
    """Writes sentences by the throws of `dice`, a `random.Random`."""

    def __init__(self, dice):
        self.dice = dice
        self.kinds = [self.talk, self.talk, self.telling, self.telling, self.long, self.question, self.cry, self.counting, self.date]

    def sentence(self):
        """One sentence, sometimes two or three that belong together."""
        return self.dice.choice(self.kinds)()

    def short(self):
        """A heading, a single word or a very short sentence."""
        roll = self.dice.random()
        if roll < 0.3:
            return f"{self.dice.choice(HEADINGS)} {number(self.dice.randrange(1, 60))}."
        if roll < 0.4:
            return f"{self._fill('NAME')}{self.dice.choice('.?!')}"
        if roll < 0.5:
            return f"{number(self.dice.randrange(1, 200)).capitalize()}."
        if roll < 0.6:
            return f"The {self.dice.choice(KINDS)} {self.dice.choice(THINGS)}."
        return f"{self._pick(SHORT)}{self.dice.choice('...!?')}"

    def talk(self):
        who, spoke = self._fill("NAME"), self.dice.choice(SPOKE)
        first, mark = self.dice.choice([(TALK, ","), (TALK, ","), (QUESTIONS, "?"), (CRIES, "!")])
        opening = f'"{self._pick(first)}{mark}" {spoke} {who}'
        if self.dice.random() < 0.3:
            opening += f" {self.dice.choice(MANNERS).replace('|', ' ')}"
        if self.dice.random() < 0.5:
            return f'{opening}. "{self._pick(TALK)}."'
        return f"{opening}{self.dice.choice(['.', '.', f', and {self._pick(DID)}.'])}"

    def telling(self):
        sentence = f"{self._fill('NAME')} {self._pick(DID)}"
        roll = self.dice.random()
        if roll < 0.4:
            return f"{sentence} {self.dice.choice(MANNERS).replace('|', ' ')}."
        if roll < 0.7:
            return f"{sentence}, {self.dice.choice(LINKS)} {self._fill('NAME')} {self._pick(DID)}."
        return f"{self._pick(WEATHER)}{self.dice.choice(['; ', '. ', ': '])}{self._fill('NAME')} {self._pick(DID)}."

    def long(self):
        parts = [f"{self._fill('NAME')} {self._pick(DID)}" for _ in range(self.dice.randrange(2, 4))]
        joined = f", {self.dice.choice(LINKS)} ".join(parts)
        return f"{self._pick(WEATHER)}, {self.dice.choice(LINKS)} {joined}, {self.dice.choice(MANNERS).replace('|', ' ')}."

    def question(self):
        return f"{self._pick(QUESTIONS)}?"

    def cry(self):
        return f"{self._pick(CRIES)}! {self._pick(self.dice.choice([CRIES, TALK]))}{self.dice.choice('!.')}"

    def counting(self):
        n = number(self.dice.choice([self.dice.randrange(2, 100), self.dice.randrange(100, 1000), self.dice.randrange(1000, 400000)]))
        return self.dice.choice(["There were {} {} between them.", "It took {} {} to reach PLACE.", "He counted {} {}, and then stopped."]).format(
            n, self.dice.choice(COUNTED)
        ).replace("PLACE", self._fill("PLACE"))

    def date(self):
        day = f"the {self.dice.choice(ORDINALS)} of {self.dice.choice(MONTHS)}"
        year = f"{number(self.dice.randrange(14, 20))} {number(self.dice.randrange(10, 100))}"
        return self.dice.choice(
            [
                f"On {self.dice.choice(DAYS)}, {day}, {self._fill('NAME')} {self._pick(DID)}.",
                f"It was {day}, {year}.",
                f"In the summer of {year}, we went to {self._fill('PLACE')}.",
                f"At half past {number(self.dice.randrange(1, 13))}, {self._fill('NAME')} {self._pick(DID)}.",
            ]
        )

    def _pick(self, phrases):
        return " ".join(self._fill(word) for word in self.dice.choice(phrases).split("|"))

    def _fill(self, word):
        if word.startswith("NAME"):
            return self.dice.choice(NAMES).replace("|", " ") + word[4:]
        if word.startswith("PLACE"):
            return self.dice.choice(PLACES).replace("|", " ") + word[5:]
        if word == "THING":
            return self.dice.choice(THINGS)
        if word == "KIND":
            return self.dice.choice(KINDS)
        if word == "NUMBER":
            return number(self.dice.randrange(2, 30))
        return word
