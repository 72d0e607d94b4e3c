//! The paths that a file of Rust names: what it imports, what it hands on, what it uses.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// The paths of one file, tests left out.
#[derive(Default)]
pub(super) struct Paths {
    /// By the name that they have in the file.
    imports: BTreeMap<String, Vec<String>>,
    exports: BTreeMap<String, Vec<String>>,
    globs: Vec<Vec<String>>,
    /// Paths in code.
    named: BTreeSet<Vec<String>>,
    types: Vec<String>,
}

impl Paths {
    /// What a private `use`, or code, leads to; a `pub use` counts where code of the file uses its name too.
    pub(super) fn uses(&self) -> impl Iterator<Item = &Vec<String>> {
        let used: BTreeSet<&str> = self.named.iter().map(|path| path[0].as_str()).collect();
        let exports = self.exports.iter().filter(move |(name, _)| used.contains(name.as_str()));
        let imports = self.imports.values().chain(exports.map(|(_, path)| path));
        imports.chain(&self.globs).chain(&self.named)
    }

    /// What `name` stands for in the file.
    pub(super) fn imported(&self, name: &str) -> Option<&[String]> {
        self.imports.get(name).or_else(|| self.exports.get(name)).map(Vec::as_slice)
    }

    /// What the file hands on as `name`.
    pub(super) fn exported(&self, name: &str) -> Option<&[String]> {
        self.exports.get(name).map(Vec::as_slice)
    }

    /// The types that the file defines.
    pub(super) fn types(&self) -> &[String] {
        &self.types
    }

    fn import(&mut self, tree: &syn::UseTree, before: &[String], is_public: bool) {
        let with = |ident: &syn::Ident| [before, &[ident.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.import(&path.tree, &with(&path.ident), is_public),
            syn::UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.import(tree, before, is_public));
            }
            syn::UseTree::Name(name) if name.ident == "self" => {
                let last = before.last().cloned().unwrap_or_default();
                self.keep(last, before.to_vec(), is_public);
            }
            syn::UseTree::Name(name) => {
                self.keep(name.ident.to_string(), with(&name.ident), is_public);
            }
            syn::UseTree::Rename(rename) if rename.ident == "self" => {
                self.keep(rename.rename.to_string(), before.to_vec(), is_public);
            }
            syn::UseTree::Rename(rename) => {
                self.keep(rename.rename.to_string(), with(&rename.ident), is_public);
            }
            syn::UseTree::Glob(_) => self.globs.push([before, &["*".to_owned()]].concat()),
        }
    }

    fn keep(&mut self, name: String, path: Vec<String>, is_public: bool) {
        let names = if is_public { &mut self.exports } else { &mut self.imports };
        // `use trait as _` may come several times.
        let name = if name == "_" { path.join("::") } else { name };
        names.insert(name, path);
    }

    /// Paths within the arguments of a macro, which are no syntax yet.
    fn scan(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) if colons == 2 && !path.is_empty() => {
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Ident(ident) => {
                    self.name(std::mem::replace(&mut path, vec![ident.to_string()]));
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.name(std::mem::take(&mut path));
                    self.scan(group.stream());
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {
                    self.name(std::mem::take(&mut path));
                    colons = 0;
                }
            }
        }
        self.name(path);
    }

    fn name(&mut self, path: Vec<String>) {
        if !path.is_empty() {
            self.named.insert(path);
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if attributes(item).is_some_and(is_test) {
            return;
        }
        self.types.extend(defined(item).map(ToString::to_string));
        visit::visit_item(self, item);
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let is_public = !matches!(item.vis, syn::Visibility::Inherited);
        self.import(&item.tree, &[], is_public);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() {
            self.name(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !is_test(&item.attrs) {
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.visit_path(&call.path);
        self.scan(call.tokens.clone());
    }
}

/// Whether something is there for tests only.
pub(super) fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
    })
}

fn attributes(item: &syn::Item) -> Option<&[syn::Attribute]> {
    Some(match item {
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Trait(item) => &item.attrs,
        syn::Item::Type(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => return None,
    })
}

/// The type that an item defines.
fn defined(item: &syn::Item) -> Option<&syn::Ident> {
    Some(match item {
        syn::Item::Enum(item) => &item.ident,
        syn::Item::Struct(item) => &item.ident,
        syn::Item::Trait(item) => &item.ident,
        syn::Item::Type(item) => &item.ident,
        _ => return None,
    })
}
