from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("meetings", "0001_schedule_and_attendance")]

    operations = [
        migrations.AddField(
            model_name=model, name="moved_at", field=models.DateTimeField(blank=True, null=True)
        )
        for model in ("sitting", "historicalsitting")
    ]
