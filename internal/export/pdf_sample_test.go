package export_test

import "amparo/internal/paper"

// The six columns of the plan, as the samples below print them.
var (
	planHead   = []string{"Threats and Risks", "Identified Vulnerabilities", "Strengths and Capacities", "Mitigating Actions", "Resources Needed", "Who Needs to be Involved"}
	planHeadEs = []string{"Amenazas y riesgos", "Vulnerabilidades identificadas", "Fortalezas y capacidades", "Acciones de mitigación", "Recursos necesarios", "Quiénes deben participar"}
	planHeadAr = []string{"التهديدات والمخاطر", "نقاط الضعف المحددة", "نقاط القوة والقدرات", "إجراءات التخفيف", "الموارد اللازمة", "من ينبغي أن يشارك"}
)

func planRow(lang string, i int) []string {
	rows := map[string][][]string{
		"en": {
			{"The office is searched and the computers are taken", "Disks are not encrypted; the back door has an old lock", "A lawyer answers at night; the neighbours call us", "Encrypt every laptop before March\nMend the back-door lock\nAgree who calls whom", "120 for the lock, one Saturday together", "Coordination, Rosa, the lawyer"},
			{"An e-mail brings a link with malware", "We open attachments in a hurry, on the shared computer", "Ana knows how to check a sender", "Ask by phone before opening what we did not expect", "Half an hour at the monthly meeting", "Everyone"},
			{"Someone follows us home after the vigil on 8 March 2026", "We leave one by one; phones show where we are", "The taxi co-operative, the women's network", "Leave in pairs, write when home, Signal group with a 1-week timer", "Fares: 60 a month", "Vigil team; Lucía agrees the route"},
		},
		"es": {
			{"Allanan la oficina y se llevan las computadoras", "Los discos no están cifrados; la puerta trasera tiene una cerradura vieja", "Una abogada contesta de noche; las vecinas avisan", "Cifrar cada portátil antes de marzo\nArreglar la cerradura\nAcordar quién llama a quién", "120 para la cerradura, un sábado juntas", "Coordinación, Rosa, la abogada"},
			{"Llega un correo con un enlace malicioso", "Abrimos archivos con prisa en la computadora común", "Ana sabe revisar quién envía", "Preguntar por teléfono antes de abrir lo que no esperábamos", "Media hora en la reunión mensual", "Todas"},
		},
		"ar": {
			{"مداهمة المكتب ومصادرة أجهزة الحاسوب", "الأقراص غير مشفّرة، وقفل الباب الخلفي قديم", "محامية ترد ليلاً، والجارات ينبهننا", "تشفير كل حاسوب قبل آذار 2026\nإصلاح قفل الباب الخلفي\nالاتفاق على من تتصل بمن", "120 للقفل، ويوم سبت معاً", "التنسيق، ليلى، المحامية"},
			{"رسالة بريد فيها رابط خبيث", "نفتح المرفقات على عجل على الحاسوب المشترك", "آنا تعرف كيف تتحقق من المرسل عبر Signal", "نسأل بالهاتف قبل فتح ما لم نتوقعه (رقم 555-0134)", "نصف ساعة في الاجتماع الشهري", "الجميع"},
		},
	}[lang]
	return rows[i%len(rows)]
}

// plan is a filled plan of n rows on landscape paper.
func plan(lang string, n int, size paper.Size) paper.Document {
	d := paper.Document{Lang: lang, Size: size, Landscape: true}
	t := &paper.Table{Name: "Plan", Widths: []int{4, 4, 4, 5, 3, 3}}
	switch lang {
	case "ar":
		d.RTL, d.Title, d.Lead = true, "خطتنا الأمنية", "اتفقنا عليها معاً في 14 شباط 2026. نراجعها في آب."
		d.PageOf, d.Foot, t.Head = "صفحة %s من %s", "احفظنها حيث تخترن", planHeadAr
	case "es":
		d.Title, d.Lead = "Nuestro plan de seguridad", "Acordado juntas el 14 de febrero de 2026. Lo revisamos en agosto."
		d.PageOf, d.Foot, t.Head = "Página %s de %s", "Guárdenlo donde ustedes decidan", planHeadEs
	default:
		d.Title, d.Lead = "Our security plan", "Agreed together on 14 February 2026. We look at it again in August."
		d.PageOf, d.Foot, t.Head = "Page %s of %s", "Keep this where you choose", planHead
	}
	for i := range n {
		t.Rows = append(t.Rows, planRow(lang, i))
	}
	d.Blocks = []paper.Block{{Table: t}}
	return d
}

// card is a protocol on one sheet: headings, lists, a table of measures.
func card() paper.Document {
	return paper.Document{
		Title: "When we travel to a hearing", Lead: "Protocol, agreed on 3 May 2026", Lang: "en",
		PageOf: "Page %s of %s", Size: paper.A4,
		Blocks: []paper.Block{
			{Heading: "What it is for", Level: 2},
			{Text: "Two of us go to the court in the capital and come back. We want to arrive calm, and that those at home know where we are.\nIt starts when a date is set. Rosa or Lucía may call it off."},
			{Heading: "What we do", Level: 2},
			{Table: &paper.Table{Head: []string{"Before", "During", "After"}, Rows: [][]string{{
				"Tell the lawyer the route\nCharge both phones\nLeave the work laptop at home\nPack water and medicine",
				"Write at 9, 13 and 18\nStay in pairs\nUse the side entrance",
				"Say that we are home\nEat together\nTalk about what was hard",
			}}}},
			{Heading: "If nobody answers", Level: 3},
			{Items: []string{"After 30 minutes: call both phones, then the hotel.", "After 60 minutes: call the lawyer. She decides with us whether to call the network, and what may be said to whom while we wait for an answer from the court.", "Nobody goes alone to look."}},
			{Heading: "Our notes", Level: 3},
			{Lines: 4},
		},
	}
}

// blankPlan is the plan's sheet to fill in by hand.
func blankPlan(size paper.Size) paper.Document {
	d := plan("en", 0, size)
	d.Lead = ""
	d.Blocks = []paper.Block{{Table: &paper.Table{Head: planHead, Widths: []int{4, 4, 4, 5, 3, 3}, Blank: 9}}}
	return d
}

// riskSheet is an Arabic risk sheet with short cells and a long paragraph.
func riskSheet() paper.Document {
	return paper.Document{
		Title: "ورقة المخاطر", Lead: "ثلاثة مخاوف، بكلماتنا", Lang: "ar", RTL: true, PageOf: "صفحة %s من %s",
		Blocks: []paper.Block{
			{Heading: "مداهمة المكتب", Level: 2},
			{Text: "نخشى أن يأتي أحد إلى المكتب ويأخذ الحواسيب. حدث هذا لمجموعة صديقة عام 2025، وكان لديها نسخ احتياطية على Nextcloud في مكان آخر، فعادت إلى العمل خلال 3 أيام."},
			{Table: &paper.Table{Head: []string{"السؤال", "الجواب"}, Widths: []int{1, 2}, Rows: [][]string{
				{"الاحتمال", "3 من 5: متوسط"}, {"الأثر", "5 من 5: شديد"}, {"رد الفعل", "4 من 5"}, {"الأداة", "VeraCrypt"}, {"الهاتف", "اتصلي على +52 55 1234 5678 أو 555-0134 أو amparo@example.org، ثم https://example.org/a-b/ بين 9-10"}}}},
			{Heading: "ماذا يمكننا أن نفعل؟", Level: 3},
			{Items: []string{"تشفير الأقراص", "نسخة احتياطية كل يوم جمعة", "Signal"}},
			{Heading: "ملاحظات", Level: 3},
			{Lines: 3},
		},
	}
}
