/* Has flite read sentences and writes down what its voice would have sounded like: phones with their ends, and the vocoder's parameters.
 *
 *   teach VOICE SENTENCES OUT     VOICE is slt, rms or awb; SENTENCES has one sentence a line
 *
 * OUT.lab  one line per sentence "U frames text", then one per phone "S name end_s stress starts_word ends_word word punctuation", by tabs
 * OUT.f32  per frame of 5 ms: F0 in Hz (0 = unvoiced), 25 mel-cepstra, 5 voicing strengths
 * OUT.bands  the voice's 5 band filters, one a line
 *
 * Link with flite's static libraries: this program's own mlsa_resynthesis stands in for flite's vocoder, so that no time goes
 * into sound that nobody wants. */
#include <flite/cst_cg.h>
#include <flite/flite.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

cst_voice *register_cmu_us_slt(const char *folder);
cst_voice *register_cmu_us_rms(const char *folder);
cst_voice *register_cmu_us_awb(const char *folder);

enum { CEPSTRA = 26, STRENGTHS = 5 };

static FILE *parameters;
static int frames;

/* Called by flite with the smoothed parameters, where its vocoder would be. */
cst_wave *mlsa_resynthesis(const cst_track *track, const cst_track *strengths, cst_cg_db *db,
                           cst_audio_streaming_info *stream, int speech_param) {
    (void)db, (void)stream, (void)speech_param;
    frames = track->num_frames;
    for (int i = 0; i < frames; i++) {
        int j = i < strengths->num_frames ? i : strengths->num_frames - 1;
        fwrite(track->frames[i], sizeof(float), CEPSTRA, parameters);
        fwrite(strengths->frames[j], sizeof(float), STRENGTHS, parameters);
    }
    cst_wave *silence = new_wave();
    cst_wave_resize(silence, 1, 1);
    return silence;
}

static FILE *open_or_die(const char *prefix, const char *suffix, const char *mode) {
    char path[512];
    snprintf(path, sizeof path, "%s%s", prefix, suffix);
    FILE *file = fopen(path, mode);
    if (!file) {
        perror(path);
        exit(1);
    }
    return file;
}

static void write_phone(FILE *labels, const cst_item *phone) {
    const cst_item *in_syllable = item_as(phone, "SylStructure");
    const cst_item *syllable = in_syllable ? item_parent(in_syllable) : NULL;
    const cst_item *word = syllable ? item_parent(syllable) : NULL;
    int starts = word && !item_prev(in_syllable) && !item_prev(syllable);
    int ends = word && !item_next(in_syllable) && !item_next(syllable);
    const cst_item *in_token = ends ? item_as(word, "Token") : NULL;
    /* One token can be several words; only its last owns the punctuation. */
    int ends_token = in_token && !item_next(in_token);
    fprintf(labels, "S\t%s\t%.4f\t%s\t%d\t%d\t%s\t%s\n", item_feat_string(phone, "name"), item_feat_float(phone, "end"),
            syllable ? item_feat_string(syllable, "stress") : "0", starts, ends, word ? item_feat_string(word, "name") : "-",
            ends_token ? ffeature_string(word, "R:Token.parent.punc") : "");
}

static void write_bands(const cst_cg_db *db, const char *prefix) {
    FILE *bands = open_or_die(prefix, ".bands", "w");
    for (int band = 0; band < db->ME_num; band++)
        for (int tap = 0; tap < db->ME_order; tap++)
            fprintf(bands, "%.9g%c", db->me_h[band][tap], tap + 1 < db->ME_order ? ' ' : '\n');
    fclose(bands);
}

static cst_voice *voice_named(const char *name) {
    if (!strcmp(name, "slt")) return register_cmu_us_slt(NULL);
    if (!strcmp(name, "rms")) return register_cmu_us_rms(NULL);
    if (!strcmp(name, "awb")) return register_cmu_us_awb(NULL);
    fprintf(stderr, "there is no teacher named %s\n", name);
    exit(2);
}

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: teach VOICE SENTENCES OUT\n");
        return 2;
    }
    flite_init();
    cst_voice *voice = voice_named(arguments[1]);
    const cst_cg_db *db = val_cg_db(feat_val(voice->features, "cg_db"));
    if (!db->mixed_excitation || db->ME_num != STRENGTHS || db->sample_rate != 16000) {
        fprintf(stderr, "%s is not a voice of the kind that the vocoder knows\n", arguments[1]);
        return 1;
    }
    write_bands(db, arguments[3]);
    FILE *sentences = open_or_die(arguments[2], "", "r");
    FILE *labels = open_or_die(arguments[3], ".lab", "w");
    parameters = open_or_die(arguments[3], ".f32", "wb");

    char line[8192];
    while (fgets(line, sizeof line, sentences)) {
        line[strcspn(line, "\n")] = 0;
        cst_utterance *spoken = line[0] ? flite_synth_text(line, voice) : NULL;
        if (!spoken) continue;
        fprintf(labels, "U\t%d\t%s\n", frames, line);
        for (const cst_item *phone = relation_head(utt_relation(spoken, "Segment")); phone; phone = item_next(phone))
            write_phone(labels, phone);
        delete_utterance(spoken);
    }
    return fclose(labels) || fclose(parameters);
}
