//! Who is on the phones: three readers, an editor, an admin, a channel and a group. Nobody has met the bot yet.

use simulator::{Person, Room, Simulator};

/// The people and rooms of the demo.
#[derive(Clone)]
pub struct Cast {
    /// A reader whose phone speaks Kazakh.
    pub aigul: Person,
    /// A reader whose phone speaks Russian.
    pub daniyar: Person,
    /// A reader whose phone speaks English.
    pub emma: Person,
    /// An editor, who owns the channel.
    pub editor: Person,
    /// An admin.
    pub admin: Person,
    /// The newspaper's channel; the bot is not in it yet.
    pub channel: Room,
    /// A group of readers; the bot is not in it yet.
    pub group: Room,
}

impl Cast {
    /// Brings them into the simulator.
    pub fn assemble(sim: &Simulator) -> Cast {
        let aigul = sim.person("Айгүл Сәрсенова", "kk");
        let daniyar = sim.person("Данияр Ким", "ru");
        let emma = sim.person("Emma Brooks", "en");
        let editor = sim.person("Марат Оспанов", "ru");
        let admin = sim.person("Вера Ли", "ru");
        let channel = sim.channel("Вечерка: новости", "vecherka_news", &editor);
        for reader in [&aigul, &daniyar, &emma] {
            reader.join(&channel);
        }
        let group = sim.supergroup("Соседи с Абая", &[&daniyar, &aigul]);
        Cast { aigul, daniyar, emma, editor, admin, channel, group }
    }
}
