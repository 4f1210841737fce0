//! Conversations with editors and admins, against the simulator, on the paused clock.

mod admins;
mod alerts;
mod asks;
mod barred;
mod breaking;
pub mod cards;
mod conflict;
mod correct;
mod four_eyes;
mod group;
mod guards;
mod later;
mod lists;
mod main_news;
mod poison;
mod practice;
mod price;
mod repaired;
mod retract;
mod signed;
mod strangers;
mod together;
mod told;
mod typed;

use std::time::Duration;

use headliner::store::staff::Role;
use simulator::{Message, Person};

use crate::harness::House;

/// A house with an editor and two readers: one of Russian, one of Kazakh.
pub struct Desk {
    pub house: House,
    pub editor: Person,
    pub aigul: Person,
    pub erlan: Person,
}

impl Desk {
    /// Everybody has come, and all is quiet.
    pub async fn open() -> Desk {
        Desk::in_house(House::open().await).await
    }

    pub async fn in_house(house: House) -> Desk {
        let (aigul, erlan) = (house.sim.person("Айгүл", "ru"), house.sim.person("Ерлан", "kk"));
        let editor = house.editor("Мадина").await;
        for reader in [&aigul, &erlan] {
            reader.start("");
        }
        aigul.expects("Вы подписаны").await;
        erlan.expects("жазылдыңыз").await;
        tokio::time::sleep(Duration::from_secs(5)).await;
        Desk { house, editor, aigul, erlan }
    }

    /// An admin.
    pub fn admin(&self) -> Person {
        let admin = self.house.sim.person("Болат", "ru");
        self.house.employ(&admin, "Болат", Role::Admin);
        admin
    }

    /// The editor begins a breaking push of a story that is in Russian only, and says what the others get («Ничего», «То же
    /// самое»); the card that asks once more.
    pub async fn begins_breaking(&self, id: &str, others: &str) -> Message {
        self.editor.say(&format!("/breaking {id}"));
        self.editor.expects("Это на русском").await;
        self.editor.press(others);
        self.editor.expects_edit("Отправить ").await
    }

    /// The number of an article.
    pub fn number(&self, id: &str) -> i64 {
        self.house.store().read_here(|store| store.article_key(id)).unwrap().expect("it is in the store").0
    }
}
