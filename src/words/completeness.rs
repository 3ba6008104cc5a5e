//! Words of the completeness screen.

use super::words;

words! {
    scope_completeness = "Kelengkapan" | "Completeness";
    completeness_title = "kelengkapan" | "completeness";
    foot_supervise = "pengawas" | "supervise";
    help_supervise = "Kelengkapan dan pemeriksaan, untuk pengawas" | "Completeness and checks, for supervisors";
    help_leave = "Menutup layar ini" | "Closes this screen";
}
