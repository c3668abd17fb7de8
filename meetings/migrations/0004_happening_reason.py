from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0003_agenda'),
    ]

    operations = [
        migrations.AddField(
            model_name='happening',
            name='reason',
            field=models.CharField(blank=True, default='', max_length=300),
            preserve_default=False,
        ),
    ]
