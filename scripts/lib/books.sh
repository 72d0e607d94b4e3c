# shellcheck shell=bash
# Finds public books. Sourced, not run.

# Prints where the book $1 is: in $LECTOR_BOOKS, or else in ../shared/books or target/books. Fails where it is missing.
real_book() {
    local folder folders=(../shared/books target/books)
    [ -z "${LECTOR_BOOKS:-}" ] || folders=("$LECTOR_BOOKS")
    for folder in "${folders[@]}"; do
        if [ -f "$folder/$1" ]; then
            echo "$folder/$1"
            return
        fi
    done
    return 1
}
