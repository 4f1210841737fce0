//! The buttons that all screens of `/settings` are made of.

use super::{
    super::{press::Press, talk::Talk},
    press::{Screen, Setting},
};
use crate::{
    locale::args,
    message::{Button, Style},
};

/// An option: «✅ Всё сразу» where it is chosen.
pub(super) fn chosen(label: String, data: String, on: bool) -> Button {
    if on { Button::data(format!("✅ {label}"), data).styled(Style::Success) } else { Button::data(label, data) }
}

/// A button that leads to a screen.
pub(super) fn to(talk: &Talk, key: &str, screen: Screen) -> Button {
    Button::data(talk.say(key, &args![]), Press::Setting(Setting::Show(screen)).encode())
}

/// «‹ Назад»
pub(super) fn back(talk: &Talk, screen: Screen) -> Button {
    to(talk, "btn-back", screen)
}
