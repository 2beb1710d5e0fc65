package share

import "strings"

// common holds words that stand in nearly every text and tell nothing, in the
// languages of the catalogues.
var common = set(`
 about after again also another because been before being both could does each every from have here into just keep like
 make many more most much need needs only other over same some such take than that them then there these they this those
 through together under until very want were what when where which while will with without would your ours ourselves
 algo alguien antes aquí así aunque cada como con contra cosa cosas cuando cuál cuáles desde después donde durante ella
 ellas entre esta estas este estos esto fuera hace hacer hacia hasta juntas luego mientras misma mismo mucho muchas nada
 nosotras nuestra nuestras nuestro nuestros otra otras otro otros para pero poco porque puede pueden pueda quien quién
 qué según sin sobre solo sólo también tanto tener tiene tienen toda todas todo todos unas unos varias
 هذا هذه ذلك تلك التي الذي الذين اللواتي على إلى عند عندما كان كانت كل بعد قبل بين حتى ثم لكن مع من في عن أن إن ليس لدينا نحن
 معا معًا بدون دون غير فقط أيضا أيضًا أو إذا منا لها لنا هناك هنا`)

func set(text string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(text) {
		m[w] = true
	}
	return m
}
