//! An element of `MathML`.

/// An element of `MathML`.
#[derive(Debug, Clone, Default)]
pub(super) struct MathElement {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) children: Vec<MathElement>,
    pub(super) attributes: Vec<(String, String)>,
}

impl MathElement {
    /// An attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}
